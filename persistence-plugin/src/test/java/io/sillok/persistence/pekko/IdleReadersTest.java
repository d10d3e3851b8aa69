package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.memory.CountedStore;
import io.sillok.persistence.memory.MemoryStore;
import io.sillok.persistence.pekko.query.LogScope;
import io.sillok.persistence.pekko.query.LogsQuery;
import io.sillok.persistence.pekko.query.Position;
import io.sillok.persistence.pekko.query.QuerySettings;
import io.sillok.persistence.pekko.query.Selection;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many live readers of the same logs, who wait for something to read. */
class IdleReadersTest {

  private static final int PARTITIONS = 32;
  private static final int READERS = 1000;
  private static final String NAME = "view";
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final MemoryStore memory = new MemoryStore(PARTITIONS);
  private final CountedStore store = new CountedStore(memory);
  private final AtomicLong seen = new AtomicLong();

  @SuppressWarnings("NullAway.Init") // started before each test
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(store, "sillok.persistence.partitions = 32");
    for (int partition = 0; partition < PARTITIONS; partition++) {
      append(node.persistence().writers(), partition, 1);
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_thousand_readers_ask_the_store_about_as_often_as_one() throws Exception {
    assertAskOnceALook(1);
    assertAskOnceALook(READERS);
  }

  /** What the store is asked in some looks while {@code readers} have nothing to read. */
  private void assertAskOnceALook(int readers) throws Exception {
    seen.set(0);
    SharedKillSwitch running = read(readers, NAME);
    awaitThat(() -> seen.get() == (long) readers * PARTITIONS);
    long since = store.lists() + 1;
    awaitThat(() -> store.lists() > since);
    long looks = -store.lists();
    long asks = -store.asks();
    awaitThat(() -> store.lists() > since + 20);
    looks += store.lists();
    asks += store.asks();
    // Some may be under way when counting begins or ends.
    assertThat(asks).isBetween((looks - 5) * PARTITIONS, (looks + 5) * PARTITIONS);
    running.shutdown();
    awaitThat(() -> node.persistence().writers().interest().isNone());
  }

  @Test
  void what_another_process_appends_reaches_all_readers() throws Exception {
    SharedKillSwitch running = read(READERS, NAME);
    awaitThat(() -> seen.get() == (long) READERS * PARTITIONS);
    LogWriters other = otherProcess();
    for (int number = 2; number <= 6; number++) {
      append(other, 7, number);
      long expected = (long) READERS * (PARTITIONS + number - 1);
      awaitThat(() -> seen.get() == expected);
    }
    running.shutdown();
  }

  @Test
  void a_log_that_another_process_begins_is_found_by_all_readers() throws Exception {
    SharedKillSwitch running = read(READERS, "new");
    await(
        otherProcess()
            .append(List.of(Samples.event(Partitioner.streamId(new LogId("new", 5)), 1))));
    awaitThat(() -> seen.get() == READERS);
    running.shutdown();
  }

  @Test
  void readers_wait_for_a_store_that_is_away_and_miss_nothing() throws Exception {
    SharedKillSwitch running = read(READERS, NAME);
    awaitThat(() -> seen.get() == (long) READERS * PARTITIONS);
    store.setAway(true);
    long since = store.lists();
    awaitThat(() -> store.lists() > since + 3);
    append(new CountedStore(memory), 7, 2);
    SharedKillSwitch late = read(1, NAME);
    awaitThat(() -> store.lists() > since + 6);
    assertThat(seen).hasValue((long) READERS * PARTITIONS);
    store.setAway(false);
    awaitThat(() -> seen.get() == (READERS + 1L) * (PARTITIONS + 1L));
    running.shutdown();
    late.shutdown();
  }

  private SharedKillSwitch read(int readers, String name) {
    LogsQuery query = new LogsQuery(node.persistence(), new QuerySettings(100, 1 << 20, INTERVAL));
    SharedKillSwitch running = KillSwitches.shared("readers");
    for (int reader = 0; reader < readers; reader++) {
      query
          .live(LogScope.named(name), Selection.of(event -> true), Position.start())
          .via(running.flow())
          .runWith(Sink.foreach(event -> seen.incrementAndGet()), node.system());
    }
    return running;
  }

  private LogWriters otherProcess() {
    return writers(new CountedStore(memory));
  }

  private static LogWriters writers(CountedStore of) {
    WriterSettings settings =
        new WriterSettings(
            WriterSettings.Mode.OWNER,
            new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 0),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(of, settings, InstantSource.system(), Runnable::run);
  }

  private static void append(CountedStore by, int partition, long number) {
    append(writers(by), partition, number);
  }

  private static void append(LogWriters by, int partition, long number) {
    await(
        by.append(
            List.of(Samples.event(Partitioner.streamId(new LogId(NAME, partition)), number))));
  }

  private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + Node.PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
      Thread.sleep(2);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
