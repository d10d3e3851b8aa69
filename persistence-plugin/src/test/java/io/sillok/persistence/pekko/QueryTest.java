package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.Counter.Add;
import io.sillok.persistence.pekko.Counter.Count;
import io.sillok.persistence.pekko.query.LogOffset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {

  /** Polling must not be what makes live queries work. */
  private static final String SETTINGS =
      "sillok.persistence { partitions = 2, query { poll-interval = 1h, page-size = 7 } }";

  @SuppressWarnings("NullAway.Init") // started before all tests
  private Node node;

  @BeforeAll
  void start(@TempDir Path directory) {
    node = Node.start(directory, SETTINGS);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void the_present_events_of_an_entity_are_read_within_bounds() throws Exception {
    add("present|1", 20);
    assertThat(numbers(node.query().currentEventsByPersistenceId("present|1", 0, Long.MAX_VALUE)))
        .hasSize(20)
        .isSorted();
    assertThat(numbers(node.query().currentEventsByPersistenceId("present|1", 5, 8)))
        .containsExactly(5L, 6L, 7L, 8L);
    assertThat(numbers(node.query().currentEventsByPersistenceId("nobody", 0, Long.MAX_VALUE)))
        .isEmpty();
    assertThat(numbers(node.query().eventsByPersistenceId("present|1", 18, 20)))
        .containsExactly(18L, 19L, 20L);
  }

  @Test
  void a_live_query_sees_an_event_as_soon_as_it_is_durable() throws Exception {
    SinkQueueWithCancel<EventEnvelope> live =
        run(node.query().eventsByPersistenceId("live|1", 0, Long.MAX_VALUE));
    for (int number = 1; number <= 10; number++) {
      add("live|1", 1);
      EventEnvelope envelope = next(live);
      assertThat(envelope.sequenceNr()).isEqualTo(number);
      assertThat(envelope.offset()).isEqualTo(Offset.sequence(number));
      assertThat(envelope.timestamp()).isPositive();
    }
    live.cancel();
  }

  @Test
  void persistence_ids_are_emitted_once_each_present_and_new() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int index = 0; index < 10; index++) {
      expected.add("present-id|" + index);
      add("present-id|" + index, 1);
    }
    SinkQueueWithCancel<String> live =
        run(node.query().persistenceIds().filter(id -> id.contains("-id|")));
    for (int index = 0; index < 10; index++) {
      expected.add("new-id|" + index);
      add("new-id|" + index, 2);
    }
    List<String> seen = new ArrayList<>();
    while (seen.size() < 20) {
      seen.add(next(live));
    }
    live.cancel();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            node.query()
                .currentPersistenceIds()
                .filter(id -> id.contains("-id|"))
                .runWith(Sink.seq(), node.system())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void readers_of_partitions_see_every_event_once_in_order_while_many_write() throws Exception {
    int entities = 40;
    int each = 50;
    List<SinkQueueWithCancel<EventEnvelope>> readers = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      readers.add(run(node.query().eventsByPartition("busy", partition, 0)));
    }
    int[] expected = new int[2];
    TestProbe<Count> probe = node.kit.createTestProbe();
    for (int entity = 0; entity < entities; entity++) {
      String id = "busy|" + entity;
      expected[node.persistence().writers().partitioner().partition(id)] += each;
      ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(id));
      for (int event = 0; event < each; event++) {
        counter.tell(new Add(1, probe.getRef()));
      }
    }
    for (int partition = 0; partition < 2; partition++) {
      checkDense(readers.get(partition), new LogId("busy", partition), expected[partition]);
    }
    assertThat(expected[0] + expected[1]).isEqualTo(entities * each);
    assertThat(expected).doesNotContain(0);
  }

  private void checkDense(SinkQueueWithCancel<EventEnvelope> reader, LogId log, int expected)
      throws Exception {
    Map<String, Long> lastOf = new HashMap<>();
    for (int seen = 0; seen < expected; seen++) {
      EventEnvelope envelope = next(reader);
      // The first block of a log is the take-over, so events begin at offset 1 and leave none out.
      assertThat(envelope.offset()).isEqualTo(new LogOffset(log, seen + 1));
      long last = lastOf.getOrDefault(envelope.persistenceId(), 0L);
      assertThat(envelope.sequenceNr()).isEqualTo(last + 1);
      lastOf.put(envelope.persistenceId(), envelope.sequenceNr());
    }
    reader.cancel();
    List<EventEnvelope> rest =
        node.query()
            .currentEventsByPartition(log.name(), log.partition(), expected - 4)
            .runWith(Sink.seq(), node.system())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    assertThat(rest).hasSize(5);
  }

  @Test
  void the_present_events_of_a_partition_end_though_each_that_is_read_makes_another()
      throws Exception {
    add("chased|1", 20);
    int partition = node.persistence().writers().partitioner().partition("chased|1");
    assertThat(
            numbers(
                node.query()
                    .currentEventsByPartition("chased", partition, 0)
                    .take(200)
                    .map(envelope -> {
                      add("chased|1", 1);
                      return envelope;
                    })))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(numbers(node.query().currentEventsByPartition("chased", partition, 0))).hasSize(40);
    assertThat(numbers(node.query().currentEventsByPartition("nothing", 0, 0))).isEmpty();
  }

  @Test
  void the_present_ids_end_though_each_that_is_read_makes_another() throws Exception {
    add("z-chased|000", 1);
    AtomicInteger added = new AtomicInteger();
    List<String> ids =
        node.query()
            .currentPersistenceIds()
            .take(500)
            .map(id -> {
              add("z-chased|%03d".formatted(added.incrementAndGet()), 1);
              return id;
            })
            .runWith(Sink.seq(), node.system())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    assertThat(ids).endsWith("z-chased|000").hasSize(added.get()).doesNotHaveDuplicates();
  }

  @Test
  void an_offset_survives_serialization() {
    node.kit
        .serializationTestKit()
        .verifySerialization(new LogOffset(new LogId("cart", 7), 4_711), true);
  }

  private void add(String persistenceId, int events) {
    TestProbe<Count> probe = node.kit.createTestProbe();
    ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(persistenceId));
    counter.tell(new Add(events, probe.getRef()));
    probe.receiveMessage(Node.PATIENCE);
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
  }

  private <T> SinkQueueWithCancel<T> run(Source<T, NotUsed> source) {
    return source.runWith(Sink.queue(), node.system());
  }

  private static <T> T next(SinkQueueWithCancel<T> queue) throws Exception {
    return queue
        .pull()
        .toCompletableFuture()
        .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .orElseThrow();
  }

  private List<Long> numbers(Source<EventEnvelope, NotUsed> source) throws Exception {
    return source
        .map(EventEnvelope::sequenceNr)
        .runWith(Sink.seq(), node.system())
        .toCompletableFuture()
        .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
