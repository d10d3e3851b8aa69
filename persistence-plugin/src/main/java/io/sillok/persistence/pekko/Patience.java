package io.sillok.persistence.pekko;

import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a store that is not there yet, as when all of a system starts at once.
 *
 * @param most how long
 * @param because hears why each time
 */
record Patience(Duration most, Consumer<String> because) {

  private static final Logger LOGGER = LoggerFactory.getLogger(Patience.class);
  private static final long PAUSE_SECONDS = 2;

  /**
   * What {@code open} gives.
   *
   * @throws StoreException the last {@code store-unreachable} when patience ends; any other at once
   */
  <T> T connected(Supplier<T> open) {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      try {
        return open.get();
      } catch (StoreException failure) {
        long left = TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
        if (!failure.code().equals("store-unreachable") || left <= 0) {
          throw failure;
        }
        LOGGER.warn("{} (waiting for it, for {} s more)", failure.getMessage(), left);
        because.accept(String.valueOf(failure.getMessage()));
        pause(failure);
      }
    }
  }

  private static void pause(StoreException failure) {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
