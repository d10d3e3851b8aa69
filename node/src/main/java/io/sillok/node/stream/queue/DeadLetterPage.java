package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some of the events that a queue has given up, by partition and offset.
 *
 * @param next goes on behind them; empty if these are the last
 */
public record DeadLetterPage(List<Letter> letters, Optional<Place> next) {

  public DeadLetterPage {
    letters = List.copyOf(letters);
  }

  /**
   * @param attempts that were made; 0 if it could not even be read
   * @param event through the present version of its definition; empty if it cannot be read, or
   *     retention has dropped it
   */
  public record Letter(
      Place place, int attempts, String reason, Instant at, Optional<StreamEvent> event) {}

  /** An event's place in the stream. */
  public record Place(int partition, long offset) {}
}
