package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.memory.CountedStore;
import io.sillok.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvanceTest {

  private final MemoryStore store = new MemoryStore(2);
  private final LogWriters writers = writers(store, WriterSettings.Mode.OWNER);
  private final LogId log = writers.partitioner().log("cart|1");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_advance_opens_the_log_like_any_write() {
    CountDownLatch together = new CountDownLatch(1);
    store.hold(together);
    CompletionStage<Long> event = writers.append(List.of(event("cart|1", 1)));
    CompletionStage<OptionalLong> advance = writers.advance(log, seconds(30));
    together.countDown();

    assertThat(await(event)).isPositive();
    assertThat(block(await(advance).orElseThrow()))
        .satisfies(block -> assertThat(block.kind()).isEqualTo(Block.Kind.ADVANCE))
        .satisfies(block -> assertThat(block.maxEventTime()).isEqualTo(seconds(30)));
    assertThat(blocks())
        .extracting(Block::kind)
        .containsExactlyInAnyOrder(Block.Kind.TAKEOVER, Block.Kind.EVENTS, Block.Kind.ADVANCE);
    assertDense();
  }

  @Test
  void the_queue_keeps_the_order_of_an_open_log() {
    await(writers.append(List.of(event("cart|1", 1))));
    await(writers.advance(log, seconds(1)));
    CountDownLatch together = new CountDownLatch(1);
    store.hold(together);
    CompletionStage<Long> first = writers.append(List.of(event("cart|1", 2)));
    CompletionStage<Long> second = writers.append(List.of(event("cart|1", 3)));
    CompletionStage<OptionalLong> one = writers.advance(log, seconds(40));
    CompletionStage<OptionalLong> other = writers.advance(log, seconds(30));
    CompletionStage<Long> third = writers.append(List.of(event("cart|1", 4)));
    together.countDown();

    assertThat(await(first)).isEqualTo(3);
    assertThat(await(second)).isEqualTo(4);
    assertThat(await(one)).hasValue(5);
    assertThat(await(other)).hasValue(5);
    assertThat(await(third)).isEqualTo(6);
    assertThat(block(5).maxEventTime()).isEqualTo(seconds(40));
    assertDense();
  }

  @Test
  void what_an_advance_has_said_already_is_not_written_again() {
    await(writers.append(List.of(event("cart|1", 1)))); // of 1 ms behind TIME
    assertThat(await(writers.advance(log, TIME.plusMillis(2)))).hasValue(2);
    assertThat(await(writers.advance(log, TIME))).isEmpty();
    assertThat(await(writers.advance(log, TIME.plusMillis(1)))).isEmpty();
    assertThat(await(writers.advance(log, TIME.plusMillis(2)))).isEmpty();
    assertThat(await(store.log(log).head(0))).isEqualTo(3);
  }

  @Test
  void a_time_is_cut_to_what_a_log_keeps() {
    await(writers.advance(log, TIME.plusNanos(1_999)));
    assertThat(block(1).maxEventTime()).isEqualTo(TIME.plusNanos(1_000));
    assertThat(await(writers.advance(log, TIME.plusNanos(1_500)))).isEmpty();
  }

  @Test
  void listeners_and_readers_of_what_is_in_memory_learn_of_an_advance() {
    ConcurrentLinkedQueue<Block> heard = new ConcurrentLinkedQueue<>();
    writers.subscribe(log, heard::add);
    await(writers.advance(log, seconds(1)));
    await(writers.append(List.of(event("cart|1", 1))));
    assertThat(heard)
        .extracting(Block::kind)
        .containsExactly(Block.Kind.TAKEOVER, Block.Kind.ADVANCE, Block.Kind.EVENTS);
    assertThat(writers.knownHead(log)).isEqualTo(3);
    assertThat(await(writers.read(log, 1, 1 << 20)))
        .extracting(Block::kind)
        .containsExactly(Block.Kind.ADVANCE, Block.Kind.EVENTS);
  }

  @Test
  void an_owner_that_was_replaced_advances_nothing_until_it_owns_the_log_again() {
    await(writers.advance(log, seconds(1)));
    LogWriters owner = writers(store, WriterSettings.Mode.OWNER);
    await(owner.own(log));
    assertFails("log-fenced", () -> await(writers.advance(log, seconds(2))));
    assertFails("log-fenced", () -> await(writers.advance(log, seconds(3))));

    assertThatThrownBy(() -> await(writers.advance(log, seconds(3)))).matches(LogWriters::isFenced);
    await(writers.own(log));
    assertThat(await(writers.advance(log, seconds(3)))).hasValue(4);
    assertFails("log-fenced", () -> await(owner.append(List.of(event("cart|1", 1)))));
    assertThat(blocks()).extracting(Block::epoch).containsExactly(1L, 1L, 2L, 3L, 3L);
  }

  @Test
  void who_owns_the_log_does_not_take_it_over_again() {
    await(writers.own(log));
    await(writers.own(log));
    await(writers.append(List.of(event("cart|1", 1))));
    assertThat(blocks())
        .extracting(Block::kind)
        .containsExactly(Block.Kind.TAKEOVER, Block.Kind.EVENTS);
  }

  @Test
  void beside_other_writers_an_advance_goes_behind_what_they_wrote() {
    LogWriters one = writers(store, WriterSettings.Mode.SHARED);
    LogWriters other = writers(store, WriterSettings.Mode.SHARED);
    await(one.advance(log, seconds(1)));
    await(other.append(List.of(event("cart|1", 1))));
    await(other.advance(log, seconds(5)));
    assertThat(await(one.advance(log, seconds(6)))).hasValue(3);
    assertThat(await(other.append(List.of(event("cart|1", 2))))).isEqualTo(4);
    assertDense();
  }

  @Test
  void a_store_that_fails_fails_the_advance_and_the_next_begins_anew() {
    CountedStore failing = new CountedStore(store);
    LogWriters some = writers(failing, WriterSettings.Mode.OWNER);
    await(some.append(List.of(event("cart|1", 1))));
    failing.setAway(true);
    assertFails("store-unreachable", () -> await(some.advance(log, seconds(9))));
    failing.setAway(false);
    assertThat(await(some.advance(log, seconds(9)))).hasValue(3);
    assertThat(blocks())
        .extracting(Block::kind)
        .containsExactly(
            Block.Kind.TAKEOVER, Block.Kind.EVENTS, Block.Kind.TAKEOVER, Block.Kind.ADVANCE);
  }

  @Test
  void an_advance_that_is_not_decided_in_time_fails() {
    LogWriters impatient =
        new LogWriters(
            store,
            settings(WriterSettings.Mode.OWNER, Duration.ZERO),
            InstantSource.system(),
            Runnable::run);
    CountDownLatch stuck = new CountDownLatch(1);
    store.hold(stuck);
    CompletionStage<OptionalLong> advance = impatient.advance(log, seconds(1));
    impatient.expire();
    assertFails("store-unreachable", () -> await(advance));
    stuck.countDown();
  }

  private static Instant seconds(int number) {
    return TIME.plusSeconds(number);
  }

  private List<Block> blocks() {
    return await(store.log(log).read(0, Integer.MAX_VALUE));
  }

  private Block block(long offset) {
    return blocks().stream()
        .filter(block -> block.firstOffset() == offset)
        .findFirst()
        .orElseThrow();
  }

  private void assertDense() {
    long next = 0;
    for (Block block : blocks()) {
      assertThat(block.firstOffset()).isEqualTo(next);
      assertThat(block.events().isEmpty()).isEqualTo(block.kind() != Block.Kind.EVENTS);
      next = block.nextOffset();
    }
  }

  private static LogWriters writers(LogStore store, WriterSettings.Mode mode) {
    return new LogWriters(
        store, settings(mode, Duration.ofSeconds(10)), InstantSource.system(), Runnable::run);
  }

  private static WriterSettings settings(WriterSettings.Mode mode, Duration timeout) {
    return new WriterSettings(
        mode,
        new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 1 << 20),
        Integer.MAX_VALUE,
        timeout);
  }

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
