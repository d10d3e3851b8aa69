package io.sillok.node.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what comes in its own time. */
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Eventually() {}

  /** Returns when {@code condition} holds; fails with {@code state} if it never does. */
  static void holds(BooleanSupplier condition, Supplier<Object> state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not so in time: " + state.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
