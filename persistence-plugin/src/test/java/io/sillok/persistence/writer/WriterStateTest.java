package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.writer.WriterSettings.Mode;
import io.sillok.persistence.writer.WriterState.Arrived;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WriterStateTest {

  private static final LogId LOG = new LogId("cart", 0);
  private static final int PENDING_BYTES = 100_000;

  private final WriterState state =
      new WriterState(
          new WriterSettings(
              Mode.OWNER,
              new WriteLimits(10_000, 50_000, PENDING_BYTES, 100, 1 << 20),
              1,
              Duration.ofHours(1)),
          new BlockMaker(LOG, UUID.randomUUID(), InstantSource.system()),
          new WriteFailures(LOG, Duration.ofHours(1)));

  @Test
  void while_a_log_is_not_open_so_much_waits_for_it_and_no_more() {
    Arrived some = state.arrive(List.of(write("cart|1", 1, 40_000), write("cart|1", 2, 40_000)));
    assertThat(some.refused()).isEmpty();
    assertThat(some.toLookUp()).containsExactly("cart|1");

    Arrived more = state.arrive(List.of(write("cart|2", 1, 40_000)));
    assertThat(more.refused().values())
        .singleElement()
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("log-busy"));
  }

  @Test
  void what_comes_behind_a_refused_write_of_the_same_incarnation_is_refused_too() {
    state.arrive(List.of(write("cart|1", 1, 40_000), write("cart|1", 2, 40_000)));
    PendingWrite first = write("cart|2", 1, 100);
    PendingWrite large = write("cart|2", 2, 40_000);
    PendingWrite small = write("cart|2", 3, 100);

    Arrived arrived = state.arrive(List.of(first, large, small));

    assertThat(arrived.refused()).containsOnlyKeys(large, small);
    assertThat(arrived.toLookUp()).containsExactly("cart|2");
    assertThat(state.arrived("cart|2")).containsExactly(first);
  }

  private static PendingWrite write(String entity, long number, int bytes) {
    LoggedEvent small = event(entity, number);
    return new PendingWrite(
        List.of(
            new LoggedEvent(
                entity,
                number,
                number - 1,
                "incarnation of " + entity,
                small.eventTime(),
                payload("x".repeat(bytes)),
                "",
                null,
                Set.of())),
        Duration.ofHours(1));
  }
}
