package io.sillok.protocol.projection;

import io.sillok.protocol.window.Lateness;
import java.time.Duration;
import java.util.function.Function;

/**
 * A table that is asked, for each event of a source, what it had for a key at the event's time.
 *
 * @param stream a declared stream of kind entity, whose last value of each key is the table
 * @param value the record that its values are read into; it may hold fewer fields
 * @param key of the table, of an event: a text that is not empty
 * @param outOfOrderness how much later than a later change of the table one may come and count from
 *     its own time on; one that is later counts from its partition's clock on
 */
public record Lookup<I, T>(
    String stream, Class<T> value, Function<I, String> key, Duration outOfOrderness) {

  /**
   * @throws io.sillok.protocol.window.InvalidWindowException if {@code outOfOrderness} is none
   */
  public Lookup {
    Lateness.of(outOfOrderness);
  }
}
