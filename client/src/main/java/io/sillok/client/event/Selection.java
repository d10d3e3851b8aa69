package io.sillok.client.event;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which events of a stream to read.
 *
 * @param key only this one's
 * @param filter only those for which this CEL expression is true, such as {@code data.quantity > 3}
 * @param limit at most so many
 */
public record Selection(Optional<String> key, Optional<String> filter, OptionalLong limit) {

  /** Every event. */
  public static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), OptionalLong.empty());

  public Selection {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "The limit must be at least 1, but is " + limit.getAsLong());
    }
  }

  /** The same of one key only. */
  public Selection key(String only) {
    return new Selection(Optional.of(only), filter, limit);
  }

  /** The same with a filter, a CEL expression. */
  public Selection filter(String expression) {
    return new Selection(key, Optional.of(expression), limit);
  }

  /** At most so many of the same. */
  public Selection limit(long most) {
    return new Selection(key, filter, OptionalLong.of(most));
  }
}
