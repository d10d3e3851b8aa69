package io.sillok.persistence.pekko.query;

/** What a query over many logs comes by: an event that is wanted, or a place behind others. */
public sealed interface Passed permits PlacedEvent, PassedPlace {

  /** Everything that is wanted before it was emitted. */
  Position position();
}
