package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.advance;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.tool.LogReport;
import io.sillok.persistence.tool.LogVerifier;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What any store must do with blocks that say that event time has moved on without an event. */
public abstract class AdvanceContract extends StoreContract {

  private static final LogId STREAM = new LogId("page-viewed", 2);
  private static final String ID = Partitioner.streamId(STREAM);
  private static final long BUCKET = PartitionLog.BUCKET_OFFSETS;

  @Test
  void an_advance_comes_back_as_it_was_appended() {
    append(block(STREAM, 0, event(ID, 1)), advance(STREAM, 1, TIME.plusSeconds(7)));
    assertAdvanced();
    reopen();
    assertAdvanced();
  }

  private void assertAdvanced() {
    PartitionLog log = store().log(STREAM);
    assertThat(await(log.last()))
        .hasValueSatisfying(last -> {
          assertThat(last.kind()).isEqualTo(Block.Kind.ADVANCE);
          assertThat(last.maxEventTime()).isEqualTo(TIME.plusSeconds(7));
          assertThat(last.events()).isEmpty();
        });
    assertThat(await(log.head(0))).isEqualTo(2);
    assertThat(await(log.lastWithEvents()).orElseThrow().firstOffset()).isZero();
    assertThat(await(log.read(1, 1))).extracting(Block::kind).containsExactly(Block.Kind.ADVANCE);
  }

  @Test
  void a_log_that_never_had_an_event_is_advanced() {
    LogWriters writers = writers();
    assertThat(await(writers.advance(STREAM, TIME))).hasValue(1);
    assertThat(kinds(STREAM)).containsExactly(Block.Kind.TAKEOVER, Block.Kind.ADVANCE);
    assertThat(await(store().logs())).containsExactly(STREAM);
  }

  @Test
  void a_stream_goes_on_behind_advances_whoever_writes_it() {
    LogWriters first = writers();
    assertThat(await(first.append(List.of(event(ID, 1), event(ID, 2))))).isEqualTo(1);
    assertThat(await(first.advance(STREAM, TIME.plusSeconds(10)))).hasValue(3);
    assertThat(await(first.append(List.of(event(ID, 3))))).isEqualTo(4);
    assertThat(await(first.advance(STREAM, TIME.plusSeconds(20)))).hasValue(5);
    reopen();
    LogWriters second = writers();
    assertThat(await(second.recover(ID))).isEqualTo(3);
    assertThat(await(second.advance(STREAM, TIME.plusSeconds(30)))).hasValue(7);
    assertThat(await(second.append(List.of(event(ID, 4))))).isEqualTo(8);
    LogReport report = new LogVerifier(store()).verify(STREAM);
    assertThat(report.fault()).isEmpty();
    assertThat(report.events()).isEqualTo(4);
    assertThat(report.head()).isEqualTo(9);
    assertThat(await(store().log(STREAM).read(0, Integer.MAX_VALUE)))
        .flatExtracting(Block::events)
        .extracting(LoggedEvent::sequenceNumber)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void an_event_with_a_later_time_keeps_no_advance_away_for_it_may_be_wrong() {
    LogWriters writers = writers();
    await(writers.append(List.of(event(ID, 1))));
    assertThat(await(writers.advance(STREAM, TIME.minusSeconds(5)))).hasValue(2);
    assertThat(await(writers.advance(STREAM, TIME.minusSeconds(5)))).isEmpty();
  }

  @Test
  void what_stood_at_the_end_is_known_to_the_next_writer() {
    await(writers().advance(STREAM, TIME.plusSeconds(10)));
    LogWriters next = writers();
    await(next.own(STREAM));
    assertThat(await(next.advance(STREAM, TIME.plusSeconds(10)))).isEmpty();
    assertThat(await(next.advance(STREAM, TIME.plusSeconds(11)))).hasValue(3);
  }

  @Test
  void entities_recover_from_a_log_with_advances_in_it() {
    LogWriters first = writers();
    LogId carts = first.partitioner().log("cart|1");
    for (int number = 1; number <= 20; number++) {
      await(first.append(List.of(event("cart|1", number))));
      await(first.advance(carts, TIME.plusSeconds(number)));
    }
    assertRecovers(first, 20);
    reopen();
    LogWriters second = writers();
    assertRecovers(second, 20);
    await(second.append(List.of(event("cart|1", 21))));
    await(second.advance(carts, TIME.plusSeconds(21)));
    assertRecovers(writers(), 21);
    assertThat(new LogVerifier(store()).verify(carts).fault()).isEmpty();
    await(store().log(carts).trim(0)); // waits for an index that is written behind the log
    assertThat(await(store().log(carts).state()).orElseThrow())
        .satisfies(state -> assertThat(state.indexedTo()).isEqualTo(state.head()));
  }

  private void assertRecovers(LogWriters writers, long number) {
    assertThat(await(writers.recover("cart|1"))).isEqualTo(number);
    List<IndexedEvent> events =
        await(store().entities().read("cart|1", 0, Long.MAX_VALUE, Integer.MAX_VALUE));
    assertThat(events).hasSize((int) number);
    for (int index = 0; index < number; index++) {
      assertThat(events.get(index).event().sequenceNumber()).isEqualTo(index + 1);
      assertThat(events.get(index).event().previousSequenceNumber()).isEqualTo(index);
    }
  }

  @Test
  void advances_are_trimmed_like_events_and_those_behind_the_last_event_keep_it() {
    PartitionLog log = store().log(STREAM);
    await(log.startAt(BUCKET - 4));
    append(advance(STREAM, BUCKET - 4, TIME), block(STREAM, BUCKET - 3, event(ID, 1)));
    for (long offset = BUCKET - 2; offset < BUCKET + 2; offset++) {
      append(advance(STREAM, offset, TIME.plusSeconds(offset)));
    }
    await(log.trim(0)); // waits for an index that is written behind the log
    assertThat(await(log.trim(Long.MAX_VALUE))).isEqualTo(BUCKET - 4);
    append(block(STREAM, BUCKET + 2, event(ID, 2)));
    await(log.trim(0));
    assertThat(await(log.trim(Long.MAX_VALUE))).isEqualTo(BUCKET);
    assertThat(await(log.read(0, Integer.MAX_VALUE)))
        .extracting(Block::firstOffset)
        .containsExactly(BUCKET, BUCKET + 1, BUCKET + 2);
    assertThat(await(writers().recover(ID))).isEqualTo(2);
  }

  @Test
  void reading_in_small_pages_passes_advances() {
    List<Long> expected = new ArrayList<>();
    append(block(STREAM, 0));
    for (long offset = 1; offset < 60; offset++) {
      boolean withEvent = offset % 10 == 0;
      append(
          withEvent
              ? block(STREAM, offset, event(ID, offset / 10))
              : advance(STREAM, offset, TIME.plusSeconds(offset)));
      if (withEvent) {
        expected.add(offset);
      }
    }
    List<Long> found = new ArrayList<>();
    long next = 0;
    for (List<Block> page = await(store().log(STREAM).read(next, 1));
        !page.isEmpty();
        page = await(store().log(STREAM).read(next, 1))) {
      page.forEach(block -> block.indexed().forEach(each -> found.add(each.offset())));
      next = page.getLast().nextOffset();
    }
    assertThat(found).isEqualTo(expected);
    assertThat(next).isEqualTo(60);
  }

  private List<Block.Kind> kinds(LogId log) {
    return await(store().log(log).read(0, Integer.MAX_VALUE)).stream().map(Block::kind).toList();
  }

  private void append(Block... blocks) {
    for (Block block : blocks) {
      assertThat(await(store().log(block.log()).append(block))).isInstanceOf(Appended.class);
    }
  }

  /** Those of a process that has done nothing yet. */
  private LogWriters writers() {
    WriterSettings settings =
        new WriterSettings(
            WriterSettings.Mode.OWNER,
            new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 1 << 20),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(store(), settings, InstantSource.system(), Runnable::run);
  }
}
