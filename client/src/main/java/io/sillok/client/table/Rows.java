package io.sillok.client.table;

import io.sillok.client.event.Position;
import java.util.Optional;

/**
 * Which rows of a table to read, and how fresh they must be.
 *
 * @param prefix only keys that begin with this
 * @param after only keys behind this one
 * @param atLeast the table waits until it has all events before this position
 */
public record Rows(Optional<String> prefix, Optional<String> after, Optional<Position> atLeast) {

  /** Every row, as fresh as it is. */
  public static final Rows ALL = new Rows(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same, but only keys that begin so. */
  public Rows prefix(String beginning) {
    return new Rows(Optional.of(beginning), after, atLeast);
  }

  /** The same, but only keys behind {@code key}. */
  public Rows after(String key) {
    return new Rows(prefix, Optional.of(key), atLeast);
  }

  /** The same, with all events before {@code position}. */
  public Rows atLeast(Position position) {
    return new Rows(prefix, after, Optional.of(position));
  }
}
