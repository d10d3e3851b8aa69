package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.memory.MemoryStore;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/** What live readers ask of the store. */
class LiveReadsTest {

  private static final String ID = "cart|1";

  private final MemoryStore store = new MemoryStore(1);

  @Test
  void a_live_reader_where_events_are_written_does_not_ask_the_store_for_them() {
    try (Node node = Node.start(store, "sillok.persistence.query.poll-interval = 1h")) {
      SinkQueueWithCancel<EventEnvelope> partition =
          Live.run(node, node.query().eventsByPartition("cart", 0, 0));
      SinkQueueWithCancel<EventEnvelope> entity =
          Live.run(node, node.query().eventsByPersistenceId(ID, 1, Long.MAX_VALUE));
      Live.write(node, ID, 1);
      assertThat(Live.next(partition).sequenceNr()).isEqualTo(1);
      assertThat(Live.next(entity).sequenceNr()).isEqualTo(1);
      long before = store.reads();
      for (int number = 2; number <= 100; number++) {
        Live.write(node, ID, 1);
        assertThat(Live.next(partition).sequenceNr()).isEqualTo(number);
        assertThat(Live.next(entity).sequenceNr()).isEqualTo(number);
      }
      // Each write is by an entity that has recovered, which looks at the head once; nobody else.
      assertThat(store.reads() - before).isLessThanOrEqualTo(99 + 2);
    }
  }

  @Test
  void an_entity_reader_passes_what_others_write_without_reading_it() {
    try (Node node = Node.start(store, "sillok.persistence.query.poll-interval = 1h")) {
      SinkQueueWithCancel<EventEnvelope> entity =
          Live.run(node, node.query().eventsByPersistenceId(ID, 1, Long.MAX_VALUE));
      Live.write(node, ID, 1);
      assertThat(Live.next(entity).sequenceNr()).isEqualTo(1);
      long before = store.reads();
      Live.write(node, "cart|2", 200);
      Live.write(node, ID, 1);
      assertThat(Live.next(entity).sequenceNr()).isEqualTo(2);
      assertThat(store.reads() - before).isLessThanOrEqualTo(2);
    }
  }

  /** The other process shares the store, but nothing else: nobody tells. */
  @Test
  void what_nobody_told_of_is_found_by_looking_even_behind_a_head_in_memory() {
    try (Node node = Node.start(store, "sillok.persistence.query.poll-interval = 50ms")) {
      SinkQueueWithCancel<EventEnvelope> partition =
          Live.run(node, node.query().eventsByPartition("cart", 0, 0));
      SinkQueueWithCancel<EventEnvelope> entity =
          Live.run(node, node.query().eventsByPersistenceId(ID, 1, Long.MAX_VALUE));
      SinkQueueWithCancel<String> ids = Live.run(node, node.query().persistenceIds());
      Live.write(node, ID, 1);
      assertThat(Live.next(ids)).isEqualTo(ID);
      LogWriters other = otherProcess();
      Payload payload = await(store.entities().read(ID, 1, 1, 1)).getFirst().event().payload();
      await(other.recover(ID));
      for (int number = 2; number <= 20; number++) {
        await(other.append(List.of(event(ID, number, payload))));
      }
      await(other.append(List.of(event("ship|1", 1, payload))));
      assertNumbers(partition, 20);
      assertNumbers(entity, 20);
      assertThat(Live.next(ids)).isEqualTo("ship|1");
      await(other.append(List.of(event("cart|3", 1, payload))));
      assertThat(Live.next(ids)).isEqualTo("cart|3");
    }
  }

  @Test
  void a_store_that_does_not_show_yet_what_was_told_is_asked_again() {
    try (Node node = Node.start(store, "sillok.persistence.query.poll-interval = 1h")) {
      SinkQueueWithCancel<EventEnvelope> partition =
          Live.run(node, node.query().eventsByPartition("cart", 0, 0));
      Live.write(node, ID, 1);
      assertNumbers(partition, 1);
      LogWriters other = otherProcess();
      Payload payload = await(store.entities().read(ID, 1, 1, 1)).getFirst().event().payload();
      await(other.recover(ID));
      await(other.append(List.of(event(ID, 2, payload))));
      store.lag(new LogId("cart", 0), 3);
      node.persistence().writers().moved(new LogId("cart", 0), 4);
      assertThat(Live.next(partition).sequenceNr()).isEqualTo(2);
    }
  }

  @Test
  void a_store_that_does_not_show_yet_what_was_told_is_asked_again_by_a_reader_of_many_logs() {
    try (Node node = Node.start(store, "sillok.persistence.query.poll-interval = 1h")) {
      SinkQueueWithCancel<String> ids = Live.run(node, node.query().persistenceIds());
      Live.write(node, ID, 1);
      assertThat(Live.next(ids)).isEqualTo(ID);
      Payload payload = await(store.entities().read(ID, 1, 1, 1)).getFirst().event().payload();
      LogWriters other = otherProcess();
      await(other.append(List.of(event("cart|2", 1, payload))));
      store.lag(new LogId("cart", 0), 3);
      node.persistence().writers().moved(new LogId("cart", 0), 4);
      assertThat(Live.next(ids)).isEqualTo("cart|2");
    }
  }

  @Test
  void an_entity_reader_reads_the_index_by_pages_and_goes_on_in_the_log() {
    try (Node node =
        Node.start(store, "sillok.persistence.query { poll-interval = 1h, page-size = 7 }")) {
      Live.write(node, ID, 30);
      SinkQueueWithCancel<EventEnvelope> entity =
          Live.run(node, node.query().eventsByPersistenceId(ID, 3, 45));
      Live.write(node, ID, 30);
      List<Long> seen = new ArrayList<>();
      for (int index = 3; index <= 45; index++) {
        seen.add(Live.next(entity).sequenceNr());
      }
      assertThat(seen).isEqualTo(LongStream.rangeClosed(3, 45).boxed().toList());
      assertThat(await(entity.pull())).isEmpty();
      assertThat(await(store.logs())).containsExactly(new LogId("cart", 0));
    }
  }

  private static void assertNumbers(SinkQueueWithCancel<EventEnvelope> queue, int to) {
    assertThat(Live.next(queue, to))
        .extracting(EventEnvelope::sequenceNr)
        .isEqualTo(LongStream.rangeClosed(1, to).boxed().toList());
  }

  private LogWriters otherProcess() {
    WriterSettings settings =
        new WriterSettings(
            WriterSettings.Mode.OWNER,
            new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 0),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(store, settings, InstantSource.system(), Runnable::run);
  }

  private static LoggedEvent event(String persistenceId, long number, Payload payload) {
    LoggedEvent sample = Samples.event(persistenceId, number);
    return new LoggedEvent(
        persistenceId,
        number,
        number - 1,
        "other",
        sample.eventTime(),
        payload,
        "",
        null,
        sample.tags());
  }
}
