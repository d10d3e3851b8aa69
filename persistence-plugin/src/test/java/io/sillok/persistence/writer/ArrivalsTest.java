package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private final Arrivals arrivals = new Arrivals();

  @Test
  void of_an_entity_no_later_write_stays_when_an_earlier_one_expires() {
    PendingWrite before = write("cart|1", 1, Duration.ofHours(1));
    PendingWrite late = write("cart|1", 2, Duration.ZERO);
    PendingWrite behind = write("cart|1", 3, Duration.ofHours(1));
    PendingWrite other = write("cart|2", 1, Duration.ofHours(1));
    arrivals.begin(before);
    arrivals.join(late);
    arrivals.join(behind);
    arrivals.begin(other);

    assertThat(arrivals.takeExpired(System.nanoTime())).containsExactly(late, behind);

    assertThat(arrivals.bytes()).isEqualTo(before.bytes() + other.bytes());
    assertThat(arrivals.take("cart|1")).containsExactly(before);
    assertThat(arrivals.take("cart|2")).containsExactly(other);
    assertThat(arrivals.bytes()).isZero();
  }

  private static PendingWrite write(String entity, long number, Duration timeout) {
    return new PendingWrite(List.of(event(entity, number)), timeout);
  }
}
