package io.sillok.persistence.reader;

import java.time.Duration;

/** Runs things after a while. */
@FunctionalInterface
public interface Later {

  /** Runs {@code action} after {@code delay}, unless what is returned is run before. */
  Runnable run(Duration delay, Runnable action);
}
