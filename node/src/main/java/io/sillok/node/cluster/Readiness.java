package io.sillok.node.cluster;

/** Whether a node can do its work. */
public sealed interface Readiness {

  /** The store and the partitions answer. */
  record Ready() implements Readiness {}

  /**
   * @param code {@code not-ready}, {@code store-failed} or {@code stopping}
   * @param message for people: what is wrong and what to do
   */
  record NotReady(String code, String message) implements Readiness {}
}
