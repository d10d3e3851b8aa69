package io.sillok.client.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DemandTest {

  private final Demand demand = new Demand();

  @Test
  void as_many_are_given_as_were_wanted() throws Exception {
    demand.add(2);
    for (int given = 0; given < 2; given++) {
      assertThat(demand.await()).isTrue();
      demand.given();
    }
    CompletableFuture<Boolean> third = awaitElsewhere();
    demand.add(1);
    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void more_than_can_be_counted_is_without_end() throws Exception {
    demand.add(Long.MAX_VALUE);
    demand.add(Long.MAX_VALUE);
    for (int given = 0; given < 1_000; given++) {
      assertThat(demand.await()).isTrue();
      demand.given();
    }
  }

  @Test
  void who_cancels_ends_the_waiting() throws Exception {
    CompletableFuture<Boolean> waiting = awaitElsewhere();
    demand.cancel();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    demand.add(1);
    assertThat(demand.await()).isFalse();
  }

  private CompletableFuture<Boolean> awaitElsewhere() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return demand.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    });
  }
}
