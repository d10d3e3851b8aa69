package io.sillok.persistence;

/** The definite outcome of an append. */
public sealed interface AppendResult {

  /** The block stands at its offset, durably. */
  record Appended() implements AppendResult {}

  /** Another block stands there already. */
  record Occupied(Block by) implements AppendResult {}
}
