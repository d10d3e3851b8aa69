package io.sillok.node.window.lookup;

import io.sillok.node.stream.StreamDefinition.Declared;
import java.time.Duration;
import java.util.Optional;

/**
 * A stream that is looked up as a table. Two that are equal have the same at any time.
 *
 * @param log of the stream
 * @param outOfOrderness how late a change may come and take effect at its own time
 * @param mostAhead how far the time of a change may be ahead of its append time; absent: as far as
 *     it likes
 */
public record TableSource(String log, Duration outOfOrderness, Optional<Duration> mostAhead) {

  /** That of {@code stream}, which is of kind entity. */
  public static TableSource of(Declared stream, Duration outOfOrderness) {
    return new TableSource(
        stream.log(), outOfOrderness, stream.declaration().clock().map(clock -> clock.mostAhead()));
  }
}
