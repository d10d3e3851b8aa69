package io.sillok.persistence.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Permits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final Permits permits = new Permits(1);
  private final AtomicInteger others = new AtomicInteger();

  @Test
  void a_permit_comes_back_once_when_what_it_was_for_is_stuck_and_ends_later() {
    permits.acquire(() -> {});
    long now = System.nanoTime();
    Lease lease = new Lease(permits, 1_000_000_000L);
    permits.acquire(others::incrementAndGet);
    permits.acquire(others::incrementAndGet);

    lease.endIfLong(now);
    assertThat(others).hasValue(0);
    lease.endIfLong(now + 2_000_000_000L);
    assertThat(others).hasValue(1);
    lease.endIfLong(now + 3_000_000_000L);
    lease.end();
    assertThat(others).as("the second waits for the first").hasValue(1);
  }
}
