package io.sillok.persistence.cassandra;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a try: twice as long each time, up to a bound, less up to a half. */
record Backoff(Duration first, Duration most) {

  /**
   * @param tries those that have failed, from 1
   */
  Duration delay(int tries) {
    long full = Math.min(most.toMillis(), first.toMillis() << Math.min(tries - 1, 20));
    return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
