package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tool.LogReport;
import io.sillok.persistence.tool.LogTrim;
import io.sillok.persistence.tool.LogVerifier;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What any store must do with the events of streams, which lie in logs and in no index. */
public abstract class StreamLogContract extends StoreContract {

  private static final LogId LOG = new LogId("page-viewed", 3);
  private static final String ID = Partitioner.streamId(LOG);
  private static final long BUCKET = PartitionLog.BUCKET_OFFSETS;

  @Test
  void events_of_streams_are_in_no_index() {
    append(block(LOG, 0), block(LOG, 1, event(ID, 1), event(ID, 2)));
    LogId carts = new Partitioner(store().partitions()).log("cart|1");
    append(block(carts, 0, event("cart|1", 1)));
    assertInNoIndex();
    reopen();
    assertInNoIndex();
  }

  private void assertInNoIndex() {
    EntityIndex index = store().entities();
    assertThat(await(index.highestSequenceNumber(ID))).isZero();
    assertThat(await(index.beginRecovery(ID, 1))).isZero();
    assertThat(await(index.read(ID, 0, Long.MAX_VALUE, 10))).isEmpty();
    assertThat(await(index.persistenceIds("", "", 10))).containsExactly("cart|1");
    assertThat(await(index.persistenceIds(Partitioner.STREAM_PREFIX, "", 10))).isEmpty();
    assertThat(await(index.lastPersistenceId())).contains("cart|1");
    assertThat(await(log().read(1, 1000)))
        .singleElement()
        .satisfies(block -> assertThat(block.events()).hasSize(2));
  }

  @Test
  void an_index_is_whole_although_it_has_nothing_of_a_stream() {
    for (int number = 1; number <= 50; number++) {
      append(block(LOG, number - 1L, event(ID, number)));
    }
    await(log().trim(0)); // waits for an index that is written behind the log
    assertIndexedToHead();
    reopen();
    assertIndexedToHead();
  }

  private void assertIndexedToHead() {
    LogState state = await(log().state()).orElseThrow();
    assertThat(state.head()).isEqualTo(50);
    assertThat(state.indexedTo()).isEqualTo(50);
  }

  @Test
  void the_last_block_that_has_events_is_found_behind_those_that_have_none() {
    assertThat(await(log().lastWithEvents())).isEmpty();
    append(block(LOG, 0));
    assertThat(await(log().lastWithEvents())).isEmpty();
    append(block(LOG, 1, event(ID, 1)), block(LOG, 2, event(ID, 2), event(ID, 3)));
    assertLastEvents(2);
    for (long offset = 4; offset < 40; offset++) {
      append(block(LOG, offset));
    }
    assertLastEvents(2);
    reopen();
    assertLastEvents(2);
    append(block(LOG, 40, event(ID, 4)));
    assertLastEvents(40);
  }

  private void assertLastEvents(long offset) {
    assertThat(await(log().lastWithEvents()).orElseThrow().firstOffset()).isEqualTo(offset);
  }

  @Test
  void trimming_keeps_the_last_events_whatever_stands_behind_them() {
    await(log().startAt(BUCKET - 5));
    append(block(LOG, BUCKET - 5, event(ID, 1)), block(LOG, BUCKET - 4, event(ID, 2)));
    for (long offset = BUCKET - 3; offset < BUCKET + 3; offset++) {
      append(block(LOG, offset));
    }
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(BUCKET - 5);
    reopen();
    assertLastEvents(BUCKET - 4);
    append(block(LOG, BUCKET + 3, event(ID, 3)));
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(BUCKET);
    assertLastEvents(BUCKET + 3);
  }

  @Test
  void a_log_that_never_had_events_is_trimmed_to_the_bucket_of_its_last_block() {
    await(log().startAt(BUCKET - 2));
    for (long offset = BUCKET - 2; offset < BUCKET + 2; offset++) {
      append(block(LOG, offset));
    }
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(BUCKET);
    assertThat(await(log().lastWithEvents())).isEmpty();
  }

  @Test
  void a_stream_goes_on_behind_its_last_event_whoever_writes_it() {
    LogWriters first = writers();
    assertThat(await(first.recover(ID))).isZero();
    assertThat(await(first.append(List.of(event(ID, 1))))).isEqualTo(1);
    assertThat(await(first.append(List.of(event(ID, 2), event(ID, 3))))).isEqualTo(2);
    reopen();
    assertThat(await(writers().recover(ID))).isEqualTo(3);
    assertThat(await(writers().recover(ID, 1))).isEqualTo(3);
    assertThat(await(writers().append(List.of(event(ID, 4))))).isEqualTo(7);
    LogWriters stale = writers();
    assertFails("entity-fenced", () -> await(stale.append(List.of(event(ID, 4)))));
    assertThat(await(stale.append(List.of(event(ID, 5))))).isEqualTo(9);
    LogReport report = new LogVerifier(store()).verify(LOG);
    assertThat(report.fault()).isEmpty();
    assertThat(report.events()).isEqualTo(5);
  }

  @Test
  void a_stream_goes_on_behind_its_last_event_after_a_trim() {
    await(log().startAt(BUCKET - 3));
    append(block(LOG, BUCKET - 3, event(ID, 1)));
    assertThat(await(writers().append(List.of(event(ID, 2))))).isEqualTo(BUCKET - 1);
    for (int takeover = 0; takeover < 4; takeover++) {
      assertThat(await(writers().recover(ID))).isEqualTo(2);
    }
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(BUCKET - 3);
    reopen();
    assertThat(await(writers().recover(ID))).isEqualTo(2);
    assertThat(await(writers().append(List.of(event(ID, 3))))).isEqualTo(BUCKET + 6);
    assertThat(trim(Long.MAX_VALUE)).isEqualTo(BUCKET);
    assertThat(await(writers().recover(ID))).isEqualTo(3);
  }

  @Test
  void a_stream_gets_no_log_that_has_events_of_entities() {
    append(block(LOG, 0, event("page-viewed|1", 7)));
    assertFails("log-mixed", () -> await(writers().recover(ID)));
    assertFails("log-mixed", () -> await(writers().append(List.of(event(ID, 1)))));
  }

  @Test
  void an_event_of_another_stream_is_found_to_be_in_the_wrong_log() {
    LoggedEvent foreign = event(Partitioner.streamId(new LogId("page-viewed", 2)), 1);
    append(block(LOG, 0, event(ID, 1)), block(LOG, 1, foreign));
    assertThat(new LogVerifier(store()).verify(LOG).fault())
        .hasValueSatisfying(fault -> {
          assertThat(fault.offset()).isEqualTo(1);
          assertThat(fault.problem()).isEqualTo("event 1 of stream@page-viewed|2 stands here");
        });
  }

  private PartitionLog log() {
    return store().log(LOG);
  }

  private void append(Block... blocks) {
    for (Block block : blocks) {
      assertThat(await(store().log(block.log()).append(block))).isInstanceOf(Appended.class);
    }
  }

  /** Trims, as was planned. */
  private long trim(long offset) {
    await(log().trim(0)); // waits for an index that is written behind the log
    LogTrim plan = LogTrim.plan(log(), offset);
    LogTrim done = LogTrim.run(log(), offset);
    assertThat(done).isEqualTo(plan);
    return done.keptFrom();
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

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
