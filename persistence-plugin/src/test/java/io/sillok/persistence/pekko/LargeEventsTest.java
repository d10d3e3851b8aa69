package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.memory.CountedStore;
import io.sillok.persistence.memory.MemoryStore;
import io.sillok.persistence.pekko.query.LogScope;
import io.sillok.persistence.pekko.query.LogsQuery;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.persistence.pekko.query.Position;
import io.sillok.persistence.pekko.query.QuerySettings;
import io.sillok.persistence.pekko.query.Selection;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Queries over events that are larger than what is read at once. */
class LargeEventsTest {

  private static final int PARTITIONS = 4;
  private static final int BLOCKS = 3;
  private static final int OF_BLOCK = 5;
  private static final int ALL = PARTITIONS * BLOCKS * OF_BLOCK;
  private static final String NAME = "page";
  private static final QuerySettings SETTINGS =
      new QuerySettings(100, 1_000, Duration.ofSeconds(5));

  /** More than a page takes of one. */
  private static final int EVENT_BYTES = 10_000;

  private final CountedStore store = new CountedStore(new MemoryStore(PARTITIONS));

  @SuppressWarnings("NullAway.Init") // started before each test
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(store, "sillok.persistence.partitions = " + PARTITIONS);
    LogWriters writers = writers();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int block = 0; block < BLOCKS; block++) {
        await(writers.append(block(partition, block)));
      }
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_block_that_is_larger_than_a_page_is_read_in_several_without_a_gap_or_a_repetition() {
    List<PlacedEvent> events = await(current().runWith(Sink.seq(), node.system()));

    assertThat(events).extracting(LargeEventsTest::place).doesNotHaveDuplicates().hasSize(ALL);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      LogId log = new LogId(NAME, partition);
      assertThat(events.stream().filter(each -> each.event().log().equals(log)))
          .extracting(each -> each.event().offset())
          .isSorted();
    }
  }

  @Test
  void every_position_in_a_large_block_goes_on_exactly_behind_its_event() {
    List<PlacedEvent> events = await(current().runWith(Sink.seq(), node.system()));
    PlacedEvent inside = events.get(OF_BLOCK + 2);
    Set<String> before =
        events.subList(0, OF_BLOCK + 3).stream()
            .map(LargeEventsTest::place)
            .collect(Collectors.toSet());

    List<PlacedEvent> rest = await(from(inside.position()).runWith(Sink.seq(), node.system()));

    assertThat(rest).hasSize(ALL - before.size());
    assertThat(rest).extracting(LargeEventsTest::place).doesNotContainAnyElementsOf(before);
  }

  @Test
  void what_nobody_asks_for_is_not_read() throws Exception {
    long before = store.asks();
    OneByOne events = new OneByOne();
    current()
        .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), node.system())
        .subscribe(events);
    List<PlacedEvent> taken = new ArrayList<>();
    for (int count = 1; count <= 2 * OF_BLOCK; count++) {
      taken.add(events.next());
      // The states of the logs, and then one block each time.
      assertThat(store.asks() - before).isLessThanOrEqualTo(PARTITIONS + count);
    }
    assertThat(taken).extracting(LargeEventsTest::place).doesNotHaveDuplicates();
    events.cancel();
  }

  private Source<PlacedEvent, ?> current() {
    return from(Position.start());
  }

  private Source<PlacedEvent, ?> from(Position position) {
    return new LogsQuery(node.persistence(), SETTINGS)
        .current(LogScope.named(NAME), Selection.of(event -> true), position);
  }

  private static String place(PlacedEvent event) {
    return event.event().log() + "@" + event.event().offset();
  }

  private LogWriters writers() {
    WriterSettings settings =
        new WriterSettings(
            WriterSettings.Mode.OWNER,
            new WriteLimits(1 << 20, 1 << 20, 8 << 20, 100, 0),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(store, settings, InstantSource.system(), Runnable::run);
  }

  private static List<LoggedEvent> block(int partition, int block) {
    String id = Partitioner.streamId(new LogId(NAME, partition));
    List<LoggedEvent> events = new ArrayList<>();
    for (int number = 1; number <= OF_BLOCK; number++) {
      LoggedEvent small = Samples.event(id, (long) block * OF_BLOCK + number);
      events.add(
          new LoggedEvent(
              id,
              small.sequenceNumber(),
              small.previousSequenceNumber(),
              small.writer(),
              small.eventTime(),
              large(small.payload()),
              "",
              null,
              Set.of()));
    }
    return events;
  }

  private static Payload large(Payload small) {
    return new Payload(
        small.serializerId(), small.manifest(), Arrays.copyOf(small.bytes(), EVENT_BYTES));
  }

  /** Asks for one event at a time. */
  private static final class OneByOne implements Subscriber<PlacedEvent> {
    private final BlockingQueue<Subscription> subscribed = new LinkedBlockingQueue<>();
    private final BlockingQueue<PlacedEvent> events = new LinkedBlockingQueue<>();

    PlacedEvent next() throws InterruptedException {
      Subscription subscription = subscribed.poll(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(subscription).isNotNull();
      subscribed.add(subscription);
      subscription.request(1);
      PlacedEvent event = events.poll(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      return event;
    }

    void cancel() throws InterruptedException {
      subscribed.take().cancel();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscribed.add(subscription);
    }

    @Override
    public void onNext(PlacedEvent event) {
      events.add(event);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
