package io.sillok.node.entity.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.pattern.CircuitBreakerOpenException;
import org.apache.pekko.persistence.typed.internal.JournalFailureException;
import org.junit.jupiter.api.Test;
import scala.concurrent.duration.Duration;

final class UnavailabilityTest {

  @Test
  void a_plugin_that_asks_a_store_no_more_that_is_away_is_no_defect_of_a_module() {
    Throwable open =
        new CircuitBreakerOpenException(Duration.fromNanos(1), "Circuit Breaker is open");
    assertThat(Unavailability.isTurnedAway(new JournalFailureException("Recovery failed", open)))
        .isTrue();
    assertThat(Unavailability.isTurnedAway(new IllegalStateException("A module's own"))).isFalse();
  }
}
