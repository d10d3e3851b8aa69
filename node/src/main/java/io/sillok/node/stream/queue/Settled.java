package io.sillok.node.stream.queue;

/** What became of a worker's wish about one event. */
public sealed interface Settled {

  /** It took effect, and lasts. */
  record Done() implements Settled {}

  /** The lease ran out, and the event went on. */
  record Expired() implements Settled {}

  /** The event was settled before. */
  record Already() implements Settled {}

  /**
   * It may take effect or not.
   *
   * @param code of an outage
   */
  record Failed(String code, String message) implements Settled {}
}
