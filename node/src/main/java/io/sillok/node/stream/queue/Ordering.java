package io.sillok.node.stream.queue;

import org.jspecify.annotations.Nullable;

/** In which order a queue hands out events. */
public enum Ordering {
  /** None; as many at once as workers take. */
  NONE,
  /** One at a time of each key, in their order; events without a key in none. */
  KEY;

  /** The key whose events stand in a line; null if this one stands in none. */
  public @Nullable String keyOf(@Nullable String key) {
    return this == KEY ? key : null;
  }
}
