package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever writes is told where: at the offset of the first event of the write. */
class WriteOffsetsTest {

  private static final LogId LOG = new LogId("page-viewed", 1);
  private static final String STREAM = Partitioner.streamId(LOG);

  private final LogStore store = new MemoryStore(2);
  private final Map<String, Long> told = new HashMap<>();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void several_writes_in_one_block_are_each_told_their_own_offset() {
    LogWriters writers = writers(WriterSettings.Mode.OWNER);
    write(writers, events(1, 1));
    List<List<LoggedEvent>> batch = List.of(events(2, 1), events(3, 4), events(7, 2));
    List<? extends CompletionStage<Long>> writes = writers.append(STREAM, batch);
    for (int index = 0; index < batch.size(); index++) {
      tell(batch.get(index), writes.get(index));
    }
    assertThat(told).hasSize(8);
    assertTold();
    assertThat(await(store.log(LOG).read(0, Integer.MAX_VALUE)))
        .as("a take-over, the first write, and the others together")
        .extracting(block -> block.events().size())
        .containsExactly(0, 1, 7);
  }

  @Test
  void offsets_go_on_behind_the_block_that_took_the_log_over() {
    assertThat(write(writers(WriterSettings.Mode.OWNER), events(1, 2))).isEqualTo(1);
    LogWriters owner = writers(WriterSettings.Mode.OWNER);
    assertThat(await(owner.recover(STREAM))).isEqualTo(2);
    assertThat(write(owner, events(3, 2))).isEqualTo(4);
    assertThat(write(owner, events(5, 1))).isEqualTo(6);
    assertTold();
  }

  @Test
  void offsets_go_on_behind_what_another_process_has_written_meanwhile() {
    LogWriters one = writers(WriterSettings.Mode.SHARED);
    LogWriters other = writers(WriterSettings.Mode.SHARED);
    String carts = inFirstPartition("cart|a");
    String others = inFirstPartition("cart|b");
    assertThat(write(one, List.of(event(carts, 1)))).isZero();
    assertThat(write(other, List.of(event(others, 1), event(others, 2)))).isEqualTo(1);
    assertThat(write(one, List.of(event(carts, 2), event(carts, 3)))).isEqualTo(3);
    assertThat(write(other, List.of(event(others, 3)))).isEqualTo(5);
    assertTold();
  }

  private long write(LogWriters writers, List<LoggedEvent> events) {
    return tell(events, writers.append(events));
  }

  /** Remembers where {@code events} stand, by what whoever wrote them was told. */
  private long tell(List<LoggedEvent> events, CompletionStage<Long> write) {
    long offset = await(write);
    for (int index = 0; index < events.size(); index++) {
      told.put(name(events.get(index)), offset + index);
    }
    return offset;
  }

  /** All events stand where it was told, and there are no others. */
  private void assertTold() {
    Map<String, Long> standing = new HashMap<>();
    for (LogId log : await(store.logs())) {
      for (Block block : await(store.log(log).read(0, Integer.MAX_VALUE))) {
        for (IndexedEvent event : block.indexed()) {
          standing.put(name(event.event()), event.offset());
        }
      }
    }
    assertThat(standing).isEqualTo(told);
  }

  private static String name(LoggedEvent event) {
    return event.persistenceId() + "#" + event.sequenceNumber();
  }

  private static List<LoggedEvent> events(long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(number -> event(STREAM, number))
        .toList();
  }

  private String inFirstPartition(String begin) {
    Partitioner partitioner = new Partitioner(store.partitions());
    String id = begin;
    while (partitioner.partition(id) != 0) {
      id += "x";
    }
    return id;
  }

  private LogWriters writers(WriterSettings.Mode mode) {
    WriterSettings settings =
        new WriterSettings(
            mode,
            new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 1 << 20),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(store, settings, InstantSource.system(), Runnable::run);
  }
}
