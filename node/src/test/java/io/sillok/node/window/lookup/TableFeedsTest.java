package io.sillok.node.window.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.window.EventTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables over logs in a real store. */
final class TableFeedsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int PARTITIONS = 3;
  private static final TableSource SOURCE =
      new TableSource("customer", Duration.ofSeconds(5), Optional.of(Duration.ofDays(1)));

  @TempDir private Path data;

  private ActorTestKit testKit;
  private SillokPersistence persistence;
  private TableFeeds feeds;

  @BeforeEach
  void start() {
    testKit =
        ActorTestKit.create(
            "tables",
            ConfigFactory.parseString(
                    """
                    pekko.loglevel = ERROR
                    pekko.actor.provider = local
                    sillok.persistence { store = rocksdb, partitions = %d, rocksdb.directory = "%s" }
                    """
                        .formatted(PARTITIONS, data))
                .withFallback(ConfigFactory.load()));
    persistence = SillokPersistence.get(testKit.system());
    feeds =
        new TableFeeds(
            persistence.heads(),
            Duration.ofMillis(100),
            64,
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
  }

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void what_stands_and_what_comes_is_told_once_it_is_known() throws Exception {
    append("ann", "silver", seconds(0));
    OpenTable table = feeds.open(SOURCE);
    append("ann", "gold", seconds(30));
    append("ann", "late", seconds(10));
    known(table, "ann", seconds(24));
    assertThat(value(table, "ann", seconds(24))).hasValue("silver");
    assertThat(table.find("ann", micros(seconds(25)))).isInstanceOf(TableView.Unknown.class);
    CompletableFuture<Void> waiting = waiting(table, "ann", seconds(30));
    assertThat(waiting).isNotDone();
    advance("ann", seconds(35));
    advance("ann", seconds(36));
    waiting.get(20, TimeUnit.SECONDS);
    known(table, "ann", seconds(30));
    assertThat(value(table, "ann", seconds(29))).hasValue("late");
    assertThat(value(table, "ann", seconds(30))).hasValue("gold");
    assertThat(value(table, neighbour("ann"), seconds(30))).isEmpty();
  }

  @Test
  void a_change_whose_time_is_a_mistake_counts_from_the_clock_on_and_moves_nothing()
      throws Exception {
    append("ann", "gold", seconds(36));
    append("ann", "ahead", TEN.plus(Duration.ofDays(365_000)));
    append(neighbour("ann"), "silver", seconds(60));
    OpenTable table = feeds.open(SOURCE);
    known(table, "ann", seconds(54));
    assertThat(value(table, "ann", seconds(54))).hasValue("gold");
    assertThat(value(table, "ann", seconds(30))).isEmpty();
    assertThat(value(table, "ann", seconds(31))).hasValue("ahead");
    assertThat(table.find("ann", micros(seconds(55)))).isInstanceOf(TableView.Unknown.class);
  }

  @Test
  void a_table_is_read_once_for_all_and_dropped_when_nobody_wants_it() throws Exception {
    append("ann", "silver", seconds(0));
    advance("ann", seconds(60));
    OpenTable one = feeds.open(SOURCE);
    OpenTable other = feeds.open(SOURCE);
    assertThat(feeds.size()).isEqualTo(PARTITIONS);
    OpenTable otherwise = feeds.open(new TableSource("customer", Duration.ZERO, Optional.empty()));
    assertThat(feeds.size()).isEqualTo(2 * PARTITIONS);
    otherwise.close();
    one.close();
    one.close();
    assertThat(feeds.size()).isEqualTo(PARTITIONS);
    known(other, "ann", seconds(50));
    assertThat(value(other, "ann", seconds(50))).hasValue("silver");
    other.close();
    assertThat(feeds.size()).isZero();
  }

  private void known(OpenTable table, String key, Instant time) throws Exception {
    while (!(table.find(key, micros(time)) instanceof TableView.Known)) {
      waiting(table, key, time).get(20, TimeUnit.SECONDS);
    }
  }

  /** Done when it is known, or when all was read. */
  private CompletableFuture<Void> waiting(OpenTable table, String key, Instant time) {
    CompletableFuture<Void> known = new CompletableFuture<>();
    boolean unused =
        table.await(new TableWait(partition(key), micros(time)), () -> known.complete(null));
    return known;
  }

  private Optional<String> value(OpenTable table, String key, Instant time) {
    return ((TableView.Known) table.find(key, micros(time))).change().map(TableFeedsTest::text);
  }

  /** Another key of the partition. */
  private static String neighbour(String key) {
    int number = 0;
    while (partition(key + number) != partition(key)) {
      number++;
    }
    return key + number;
  }

  private static String text(IndexedEvent event) {
    return new String(StreamRecordCodec.decode(event.event().payload().bytes()).avro(), UTF_8);
  }

  private void append(String key, String value, Instant time) throws Exception {
    byte[] bytes =
        StreamRecordCodec.encode(
            new StreamRecord(Optional.of(key), Optional.empty(), 1, false, value.getBytes(UTF_8)));
    await(
        persistence
            .writers()
            .append(
                List.of(
                    new LoggedEvent(
                        Partitioner.streamId(log(key)),
                        ++appended,
                        appended - 1,
                        "test",
                        time,
                        new Payload(StreamRecordCodec.SERIALIZER_ID, "", bytes),
                        "",
                        null,
                        Set.of()))));
  }

  private long appended;

  private void advance(String key, Instant time) throws Exception {
    await(persistence.writers().advance(log(key), time));
  }

  private LogId log(String key) {
    return new LogId("customer", partition(key));
  }

  private static int partition(String key) {
    return new Partitioner(PARTITIONS).spread(key);
  }

  private static long micros(Instant time) {
    return EventTimes.micros(time);
  }

  private static Instant seconds(int number) {
    return TEN.plusSeconds(number);
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
