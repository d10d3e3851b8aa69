package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.richEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.AppendResult.Occupied;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tool.LogTrim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a log of any store must do. */
public abstract class PartitionLogContract extends StoreContract {

  private static final LogId LOG = new LogId("cart", 2);
  private static final long BUCKET = PartitionLog.BUCKET_OFFSETS;

  @Test
  void an_empty_log_has_no_block() {
    assertThat(await(log().last())).isEmpty();
    assertThat(await(log().state())).isEmpty();
    assertThat(await(log().read(0, 1000))).isEmpty();
    assertThat(await(store().logs())).isEmpty();
  }

  @Test
  void a_block_comes_back_as_it_was_appended() {
    Block block = block(LOG, 0, event("cart|1", 1), richEvent("cart|2", 7), event("cart|1", 2));
    assertThat(append(block)).isInstanceOf(Appended.class);
    reopen();
    Block read = await(log().last()).orElseThrow();
    assertSame(read, block);
    assertThat(await(store().logs())).containsExactly(LOG);
    LogState state = await(log().state()).orElseThrow();
    assertThat(state.head()).isEqualTo(3);
    assertThat(state.firstOffset()).isZero();
    assertThat(state.epoch()).isEqualTo(block.epoch());
    assertThat(state.writer()).isEqualTo(block.writer());
    assertThat(state.lastAppendedAt()).isEqualTo(block.appendedAt());
  }

  @Test
  void a_cell_that_is_taken_answers_with_the_block_that_holds_it() {
    Block first = block(LOG, 0, event("cart|1", 1), event("cart|1", 2), event("cart|1", 3));
    append(first);
    for (long offset = 0; offset < 3; offset++) {
      assertThat(append(block(LOG, offset, event("cart|2", 1))))
          .isInstanceOfSatisfying(Occupied.class, taken -> assertSame(taken.by(), first));
    }
    assertThat(await(store().entities().highestSequenceNumber("cart|2"))).isZero();
  }

  @Test
  void of_many_rivals_for_a_cell_one_wins_and_the_others_learn_which() {
    List<Block> rivals = new ArrayList<>();
    List<CompletionStage<AppendResult>> results = new ArrayList<>();
    for (int rival = 0; rival < 50; rival++) {
      rivals.add(block(LOG, 0, event("cart|" + rival, 1)));
      results.add(log().append(rivals.getLast()));
    }
    List<AppendResult> outcomes = results.stream().map(Samples::await).toList();
    assertThat(outcomes).filteredOn(outcome -> outcome instanceof Appended).hasSize(1);
    Block winner = await(log().last()).orElseThrow();
    assertThat(outcomes)
        .filteredOn(outcome -> outcome instanceof Occupied)
        .hasSize(49)
        .allSatisfy(outcome -> assertSame(((Occupied) outcome).by(), winner));
  }

  @Test
  void a_block_that_would_leave_a_gap_is_refused() {
    append(block(LOG, 0, event("cart|1", 1)));
    assertThatThrownBy(() -> append(block(LOG, 2, event("cart|1", 2))))
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo("log-gap"));
    assertThat(await(log().last()).orElseThrow().nextOffset()).isEqualTo(1);
  }

  @Test
  void a_block_without_events_takes_one_offset() {
    append(block(LOG, 0));
    append(block(LOG, 1, event("cart|1", 1)));
    assertThat(await(log().read(0, 1000))).extracting(Block::firstOffset).containsExactly(0L, 1L);
  }

  @Test
  void reading_begins_with_the_block_that_holds_the_offset_and_ends_at_the_head() {
    for (int index = 0; index < 10; index++) {
      append(
          block(LOG, index * 2L, event("cart|1", index * 2 + 1), event("cart|1", index * 2 + 2)));
    }
    for (long offset = 0; offset < 20; offset++) {
      List<Block> blocks = await(log().read(offset, Integer.MAX_VALUE));
      assertThat(blocks).hasSize(10 - (int) offset / 2);
      assertThat(blocks.getFirst().firstOffset()).isEqualTo(offset / 2 * 2);
    }
    assertThat(await(log().read(20, 1000))).isEmpty();
    assertThat(await(log().read(0, 1))).hasSize(1);
  }

  @Test
  void logs_do_not_see_each_other() {
    List<LogId> ids =
        List.of(LOG, new LogId("cart", 3), new LogId("car", 2), new LogId("carts", 2));
    for (LogId id : ids) {
      assertThat(await(store().log(id).append(block(id, 0, event(id + "|1", 1)))))
          .isInstanceOf(Appended.class);
    }
    for (LogId id : ids) {
      assertThat(await(store().log(id).read(0, 1000)))
          .singleElement()
          .satisfies(block -> assertThat(block.log()).isEqualTo(id));
    }
    assertThat(await(store().logs())).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void the_head_is_found_whatever_was_known_of_it() {
    assertThat(await(log().head(0))).isZero();
    append(block(LOG, 0, event("cart|1", 1), event("cart|1", 2)));
    assertHead(2);
    append(block(LOG, 2));
    append(block(LOG, 3, event("cart|1", 3)));
    assertThat(await(log().head(2))).isEqualTo(4);
    reopen();
    assertHead(4);
    assertThat(await(log().head(3))).isEqualTo(4);
  }

  @Test
  void the_head_is_found_behind_many_buckets_and_behind_what_was_trimmed() {
    List<Long> offsets = appendAcrossBuckets();
    long head = offsets.getLast() + 1;
    offsets.forEach(known -> assertThat(await(log().head(known))).isEqualTo(head));
    assertHead(head);
    trim(Long.MAX_VALUE);
    offsets.forEach(known -> assertThat(await(log().head(known))).isEqualTo(head));
    assertHead(head);
    reopen();
    assertHead(head);
  }

  private void assertHead(long head) {
    assertThat(await(log().head(0))).isEqualTo(head);
    assertThat(await(log().head(head))).isEqualTo(head);
  }

  @Test
  void trimming_drops_the_buckets_before_the_one_that_holds_the_offset() {
    List<Long> offsets = appendAcrossBuckets();
    assertThat(trim(BUCKET - 1)).isEqualTo(BUCKET - 3);
    // The block with the first offset of the next bucket begins in this one.
    assertThat(trim(BUCKET)).isEqualTo(BUCKET - 3);
    assertThat(trim(BUCKET + 1)).isEqualTo(BUCKET + 1);
    assertThat(trim(BUCKET - 1)).as("trimming less changes nothing").isEqualTo(BUCKET + 1);
    reopen();
    assertHeld(offsets.subList(2, 5));
    assertThat(trim(2 * BUCKET + 1)).isEqualTo(BUCKET + 1);
    assertThat(trim(2 * BUCKET + 3)).isEqualTo(2 * BUCKET + 3);
    assertHeld(offsets.subList(4, 5));
    reopen();
    assertHeld(offsets.subList(4, 5));
  }

  @Test
  void trimming_beyond_the_head_keeps_the_last_bucket() {
    assertThat(trim(1000)).as("of an empty log").isZero();
    List<Long> offsets = appendAcrossBuckets();
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(offsets.getLast());
    assertThat(trim(-1)).isEqualTo(offsets.getLast());
    append(block(LOG, offsets.getLast() + 1, event("cart|2", 1)));
    reopen();
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(offsets.getLast());
    assertHeld(List.of(offsets.getLast(), offsets.getLast() + 1));
  }

  @Test
  void the_index_keeps_the_events_of_a_trimmed_log() {
    List<Long> offsets = appendAcrossBuckets();
    long events = await(store().entities().highestSequenceNumber(entity()));
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(offsets.getLast());
    assertThat(await(store().entities().highestSequenceNumber(entity()))).isEqualTo(events);
    assertThat(await(store().entities().read(entity(), 1, 4, 10)))
        .extracting(IndexedEvent::offset)
        .containsExactly(BUCKET - 3, BUCKET - 2, BUCKET - 1, BUCKET);
  }

  @Test
  void an_empty_log_can_begin_anywhere_and_another_cannot() {
    await(log().startAt(700));
    assertThat(await(store().logs())).isEmpty();
    assertThat(await(log().state())).isEmpty();
    reopen();
    await(log().startAt(500));
    assertThat(await(log().read(0, 1000))).isEmpty();
    append(block(LOG, 500, event("cart|1", 1)));
    assertThatThrownBy(() -> await(log().startAt(900)))
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo("log-not-empty"));
    reopen();
    assertHeld(List.of(500L));
    assertThat(await(store().logs())).containsExactly(LOG);
  }

  /** Blocks in three buckets, one of them across a border; their first offsets. */
  private List<Long> appendAcrossBuckets() {
    await(log().startAt(BUCKET - 3));
    List<Long> offsets = new ArrayList<>();
    long next = BUCKET - 3;
    int written = 0;
    for (int size : List.of(2, 2, 2, (int) BUCKET, 1)) {
      LoggedEvent[] events = new LoggedEvent[size];
      for (int index = 0; index < size; index++) {
        events[index] = event(entity(), ++written);
      }
      offsets.add(next);
      assertThat(append(block(LOG, next, events))).isInstanceOf(Appended.class);
      next += size;
    }
    return offsets;
  }

  /** One whose events belong to the log. */
  private String entity() {
    Partitioner partitioner = new Partitioner(store().partitions());
    return Stream.iterate(0, number -> number + 1)
        .map(number -> LOG.name() + "|" + number)
        .filter(id -> partitioner.log(id).equals(LOG))
        .findFirst()
        .orElseThrow();
  }

  /** Trims, as was planned. */
  private long trim(long offset) {
    await(log().trim(0)); // waits for an index that is written behind the log
    LogTrim plan = LogTrim.plan(log(), offset);
    LogTrim done = LogTrim.run(log(), offset);
    assertThat(done).isEqualTo(plan);
    return done.keptFrom();
  }

  /** The log holds blocks at these first offsets and no others, wherever one reads from. */
  private void assertHeld(List<Long> offsets) {
    assertThat(await(log().state()).orElseThrow().firstOffset()).isEqualTo(offsets.getFirst());
    for (long from : List.of(0L, offsets.getFirst() - 1, offsets.getFirst())) {
      assertThat(await(log().read(from, Integer.MAX_VALUE)))
          .extracting(Block::firstOffset)
          .isEqualTo(offsets);
    }
    assertThat(await(log().read(0, 1))).hasSize(1);
  }

  private PartitionLog log() {
    return store().log(LOG);
  }

  private AppendResult append(Block block) {
    return await(log().append(block));
  }

  /** Compares what an array would hide. */
  private static void assertSame(Block actual, Block expected) {
    assertThat(actual.attempt()).isEqualTo(expected.attempt());
    assertThat(actual.writer()).isEqualTo(expected.writer());
    assertThat(actual.epoch()).isEqualTo(expected.epoch());
    assertThat(actual.kind()).isEqualTo(expected.kind());
    assertThat(actual.appendedAt()).isEqualTo(expected.appendedAt());
    assertThat(actual.maxEventTime()).isEqualTo(expected.maxEventTime());
    assertThat(lines(actual)).isEqualTo(lines(expected));
  }

  private static List<String> lines(Block block) {
    return block.events().stream().map((LoggedEvent event) -> Contents.line(event)).toList();
  }
}
