package io.sillok.node.stream.queue.delivery;

import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueSettings;
import java.time.Duration;

/**
 * What a queue's settings mean for single events.
 *
 * @param maxAttempts after so many in vain an event is given up, from 1
 * @param retryDelay in milliseconds, before the second attempt
 * @param longestDelay in milliseconds, that it grows to
 */
public record DeliveryRules(Ordering ordered, int maxAttempts, long retryDelay, long longestDelay) {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  public static DeliveryRules of(QueueSettings settings) {
    long retryDelay = settings.retryDelay().toMillis();
    return new DeliveryRules(
        settings.ordered(),
        settings.maxAttempts(),
        retryDelay,
        Math.max(retryDelay, LONGEST_DELAY.toMillis()));
  }

  /**
   * How long to wait after {@code attempts} in vain, in milliseconds; doubles with each.
   *
   * @param attempts from 1
   */
  long delayAfter(int attempts) {
    int doublings = attempts - 1;
    boolean beyond =
        doublings >= Long.numberOfLeadingZeros(Math.max(1, retryDelay)) - 1
            || retryDelay << doublings > longestDelay;
    return retryDelay == 0 ? 0 : beyond ? longestDelay : retryDelay << doublings;
  }
}
