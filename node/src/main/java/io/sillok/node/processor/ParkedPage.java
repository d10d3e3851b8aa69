package io.sillok.node.processor;

import io.sillok.node.stream.StreamEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some events that a processor could not process, by partition and offset.
 *
 * @param next where to go on; empty at the end
 * @param unknown partitions that did not answer, of which it is not known what is parked
 */
public record ParkedPage(List<ParkedEvent> events, Optional<Place> next, List<Integer> unknown) {

  public ParkedPage {
    events = List.copyOf(events);
    unknown = List.copyOf(unknown);
  }

  /** A place in the input. */
  public record Place(int partition, long offset) {}

  /**
   * @param attempts that were made in vain
   * @param reason of the last one
   * @param at when that was
   * @param event empty if it cannot be read
   */
  public record ParkedEvent(
      Place place, int attempts, String reason, Instant at, Optional<StreamEvent> event) {}
}
