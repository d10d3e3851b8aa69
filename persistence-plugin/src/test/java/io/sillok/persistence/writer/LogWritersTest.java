package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogWritersTest {

  private static final WriterSettings SETTINGS =
      new WriterSettings(
          WriterSettings.Mode.OWNER,
          new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 1 << 20),
          Integer.MAX_VALUE,
          Duration.ofSeconds(10));

  private final MemoryStore store = new MemoryStore(2);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void writes_that_come_together_share_blocks_and_offsets_stay_dense() {
    CountDownLatch together = new CountDownLatch(1);
    LogWriters writers = writers();
    store.hold(together);
    List<CompletionStage<Long>> writes = new ArrayList<>();
    int entities = 2000;
    for (int number = 1; number <= 3; number++) {
      for (int entity = 0; entity < entities; entity++) {
        writes.add(writers.append(List.of(event("cart|" + entity, number))));
      }
    }
    together.countDown();
    writes.forEach(write -> await(write));
    int events = 0;
    int blocks = 0;
    for (LogId log : await(store.logs())) {
      long offset = 0;
      for (Block block : await(store.log(log).read(0, Integer.MAX_VALUE))) {
        assertThat(block.firstOffset()).isEqualTo(offset);
        offset = block.nextOffset();
        events += block.events().size();
        blocks++;
      }
    }
    assertThat(events).isEqualTo(3 * entities);
    assertThat(blocks).isLessThan(events / 10);
  }

  @Test
  void a_write_is_never_split_and_a_block_stops_at_the_soft_limit() {
    LogWriters writers = writers();
    List<CompletionStage<Long>> writes = new ArrayList<>();
    writes.add(writers.append(List.of(event("cart|0", 1))));
    for (int entity = 1; entity <= 20; entity++) {
      List<LoggedEvent> write = new ArrayList<>();
      for (int number = 1; number <= 5; number++) {
        write.add(large("cart|" + entity, number, 10_000));
      }
      writes.add(writers.append(write));
    }
    writes.forEach(write -> await(write));
    int seen = 0;
    for (LogId log : await(store.logs())) {
      for (Block block : await(store.log(log).read(0, Integer.MAX_VALUE))) {
        assertThat(block.events().size()).isLessThanOrEqualTo(11);
        block.events().stream()
            .filter(event -> !event.persistenceId().equals("cart|0"))
            .collect(java.util.stream.Collectors.groupingBy(LoggedEvent::persistenceId))
            .values()
            .forEach(together -> assertThat(together).hasSize(5));
        seen += block.events().size();
      }
    }
    assertThat(seen).isEqualTo(101);
  }

  @Test
  void a_write_above_the_hard_limit_is_refused_and_harms_nothing() {
    LogWriters writers = writers();
    assertFails(
        "write-too-large", () -> await(writers.append(List.of(large("cart|1", 1, 2 << 20)))));
    await(writers.append(List.of(event("cart|1", 1))));
    assertThat(await(store.entities().highestSequenceNumber("cart|1"))).isEqualTo(1);
  }

  @Test
  void more_than_may_wait_is_refused() {
    CountDownLatch full = new CountDownLatch(1);
    LogWriters writers = writers();
    store.hold(full);
    List<CompletionStage<Long>> writes = new ArrayList<>();
    writes.add(writers.append(List.of(event("cart|1", 1))));
    for (int number = 2; number <= 100; number++) {
      writes.add(writers.append(List.of(large("cart|1", number, 1 << 19))));
    }
    full.countDown();
    List<String> codes = new ArrayList<>();
    for (CompletionStage<Long> write : writes) {
      try {
        await(write);
        codes.add("appended");
      } catch (StoreException refused) {
        codes.add(refused.code());
      }
    }
    assertThat(codes).contains("appended").contains("log-busy");
    assertThat(codes).containsOnly("appended", "log-busy");
  }

  @Test
  void a_stale_incarnation_is_fenced() {
    LogWriters writers = writers();
    await(writers.append(List.of(event("cart|1", 1), event("cart|1", 2))));
    assertFails("entity-fenced", () -> await(writers.append(List.of(event("cart|1", 2)))));
    await(writers.append(List.of(event("cart|1", 3))));
  }

  @Test
  void a_hole_in_the_sequence_numbers_is_chained() {
    LogWriters writers = writers();
    await(writers.append(List.of(event("cart|1", 1))));
    await(writers.append(List.of(event("cart|1", 4), event("cart|1", 7))));
    assertThat(await(store.entities().read("cart|1", 0, 100, 10)))
        .extracting(indexed -> indexed.event().previousSequenceNumber())
        .containsExactly(0L, 1L, 4L);
  }

  @Test
  void an_owner_that_was_replaced_is_fenced_until_an_entity_recovers() {
    LogWriters former = writers();
    await(former.append(List.of(event("cart|1", 1))));
    LogWriters owner = writers();
    assertThat(await(owner.recover("cart|1"))).isEqualTo(1);
    await(owner.append(List.of(event("cart|1", 2))));

    assertFails("log-fenced", () -> await(former.append(List.of(event("cart|1", 2)))));
    assertFails("log-fenced", () -> await(former.append(List.of(event("cart|1", 3)))));

    assertThat(await(former.recover("cart|1"))).isEqualTo(2);
    await(former.append(List.of(event("cart|1", 3))));
    LogId log = former.partitioner().log("cart|1");
    assertThat(await(store.log(log).read(0, Integer.MAX_VALUE)))
        .extracting(Block::epoch)
        .containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  void an_owner_that_was_replaced_while_it_wrote_nothing_takes_over_again_to_recover() {
    LogWriters former = writers();
    await(former.append(List.of(event("cart|1", 1))));
    LogWriters owner = writers();
    assertThat(await(owner.recover("cart|1"))).isEqualTo(1);
    await(owner.append(List.of(event("cart|1", 2))));

    assertThat(await(former.recover("cart|1"))).isEqualTo(2);
    await(former.append(List.of(event("cart|1", 3))));

    assertFails("log-fenced", () -> await(owner.append(List.of(event("cart|1", 3)))));
    assertThat(await(former.recover("cart|1"))).isEqualTo(3);
    LogId log = former.partitioner().log("cart|1");
    assertThat(await(store.log(log).read(0, Integer.MAX_VALUE)))
        .extracting(Block::epoch)
        .containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  void an_event_in_a_hole_by_another_process_outruns_the_write_behind_the_hole() {
    LogWriters one = sharing();
    LogWriters other = sharing();
    await(one.append(List.of(event("cart|1", 1))));
    assertThat(await(other.recover("cart|1"))).isEqualTo(1);
    await(other.append(List.of(event("cart|1", 2))));

    assertFails("entity-fenced", () -> await(one.append(List.of(event("cart|1", 3)))));

    await(one.append(List.of(event("cart|1", 4))));
    assertThat(await(store.entities().read("cart|1", 0, 100, 10)))
        .extracting(indexed -> indexed.event().previousSequenceNumber())
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void a_listener_hears_of_every_block_in_order() {
    LogWriters writers = writers();
    LogId log = writers.partitioner().log("cart|1");
    ConcurrentLinkedQueue<Block> heard = new ConcurrentLinkedQueue<>();
    AppendListener.Subscription subscription = writers.subscribe(log, heard::add);
    for (int number = 1; number <= 50; number++) {
      await(writers.append(List.of(event("cart|1", number))));
    }
    subscription.close();
    await(writers.append(List.of(event("cart|1", 51))));
    assertThat(heard).hasSize(51);
    assertThat(heard).extracting(Block::firstOffset).isSorted();
  }

  private LogWriters sharing() {
    WriterSettings shared =
        new WriterSettings(
            WriterSettings.Mode.SHARED,
            SETTINGS.limits(),
            SETTINGS.appendsInFlight(),
            SETTINGS.writeTimeout());
    return new LogWriters(store, shared, InstantSource.system(), Runnable::run);
  }

  private LogWriters writers() {
    return new LogWriters(store, SETTINGS, InstantSource.system(), Runnable::run);
  }

  private static LoggedEvent large(String persistenceId, long number, int bytes) {
    Payload payload = payload("x".repeat(bytes));
    return new LoggedEvent(
        persistenceId,
        number,
        number - 1,
        "writer",
        event(persistenceId, number).eventTime(),
        payload,
        "",
        null,
        Set.of());
  }

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
