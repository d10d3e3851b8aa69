package io.sillok.node.stream.queue.delivery;

/** What became of a wish about a lease. */
public enum SettleOutcome {
  DONE,
  /** The lease ran out, and the event went on. */
  EXPIRED,
  /** It was settled before. */
  SETTLED
}
