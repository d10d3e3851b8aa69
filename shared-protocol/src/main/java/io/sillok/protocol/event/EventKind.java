package io.sillok.protocol.event;

/** What an event's key means. */
public enum EventKind {
  /** A fact without a key. */
  UNKEYED,
  /** A fact about its key. */
  KEYED,
  /** The whole current value of its key; null removes it. */
  ENTITY
}
