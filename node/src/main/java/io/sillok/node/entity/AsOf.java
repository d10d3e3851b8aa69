package io.sillok.node.entity;

import java.time.Instant;

/** The point of an entity's life that is asked for. */
public sealed interface AsOf {

  /** After everything that was acknowledged so far. */
  record Now() implements AsOf {}

  /** After the event with this sequence number, from 1. */
  record SequenceNumber(long sequenceNumber) implements AsOf {}

  /** After the last event whose event time is at or before {@code time}. */
  record Time(Instant time) implements AsOf {}
}
