package io.sillok.node.cli.demo.views;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What visitors of a shop look at next. They come, look at some products, go, and come again when
 * their visit is over; what their browsers tell comes out of order, and now and then minutes late.
 * Not thread-safe.
 */
final class Visitors {

  /** Longer than the pause that ends a visit, by more than times are out of order. */
  static final Duration PAUSE = Duration.ofSeconds(40);

  static final Duration OUT_OF_ORDER = Duration.ofSeconds(3);

  /** So late a view is that was held back, at least; windows wait for two minutes. */
  static final Duration HELD_BACK = Duration.ofMinutes(4);

  static final int ONE_IS_HELD_BACK_OF = 200;

  /** So many that there are some of each partition. */
  private static final int VISITORS = 600;

  private static final int AT_ONCE = 60;
  private static final int VIEWS_OF_A_VISIT = 4;
  private static final int PRODUCTS = 20;

  private final RandomGenerator random;
  private final Deque<Away> away = new ArrayDeque<>();
  private final List<String> present = new ArrayList<>();
  private int views;

  /** One who is not here. */
  private record Away(String visitorId, Instant since) {}

  Visitors(RandomGenerator random) {
    this.random = random;
    for (int number = 1; number <= VISITORS; number++) {
      away.add(new Away("v-" + number, Instant.MIN));
    }
  }

  /** The next view that a browser tells of at {@code now}, which is no earlier than before. */
  View next(Instant now) {
    arrive(now);
    int place = random.nextInt(present.size());
    String visitor = present.get(place);
    if (present.size() > 1 && random.nextInt(VIEWS_OF_A_VISIT) == 0) {
      present.remove(place);
      away.addLast(new Away(visitor, now));
    }
    return new View(visitor, product(), viewedAt(now));
  }

  private void arrive(Instant now) {
    while (present.size() < AT_ONCE && isBack(now)) {
      present.add(away.removeFirst().visitorId());
    }
  }

  private boolean isBack(Instant now) {
    return !away.isEmpty()
        && (away.getFirst().since().equals(Instant.MIN)
            || away.getFirst().since().plus(PAUSE).isBefore(now));
  }

  /** The first are the most popular ones. */
  private String product() {
    int one = random.nextInt(PRODUCTS);
    int other = random.nextInt(PRODUCTS);
    return "p-" + (1 + Math.min(one, other));
  }

  private Instant viewedAt(Instant told) {
    Instant now = told.truncatedTo(ChronoUnit.MILLIS);
    views++;
    if (views % ONE_IS_HELD_BACK_OF == 0) {
      return now.minus(HELD_BACK).minusSeconds(random.nextInt(60));
    }
    return now.minusMillis(random.nextLong(OUT_OF_ORDER.toMillis()));
  }
}
