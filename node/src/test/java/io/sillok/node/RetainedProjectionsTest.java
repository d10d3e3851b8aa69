package io.sillok.node;

import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.table.rocksdb.RocksTableSettings;
import io.sillok.node.table.rocksdb.RocksTableStore;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.sharded.StoreId;
import io.sillok.node.window.snapshot.SnapshotManifest;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projections over streams whose beginning is dropped. */
final class RetainedProjectionsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int SECONDS_PER_WINDOW = 60;
  private static final int BATCH = 4096;

  /** More than a bucket, which is what can be dropped. */
  private static final int EVENTS = 9 * BATCH;

  private static final String STREAM =
      """
      {"kind": "keyed", "key": "sensor", "eventTime": "readAt", %s
       "schema": {"type": "record", "name": "SensorRead", "fields": [
         {"name": "sensor", "type": "string"},
         {"name": "readAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;
  private static final String PER_MINUTE =
      """
      {"stream": "sensor-read", "key": [],
       "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
       "aggregates": {"readings": {"function": "count"}%s}}
      """;
  private static final String LAST = ", \"last\": {\"function\": \"max\", \"field\": \"readAt\"}";
  private static final String PROJECTION = "/projections/per-minute";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;
  private int read;

  @BeforeEach
  void start() {
    begin(1_000_000);
  }

  /**
   * @param snapshots after so many offsets of inputs a shard takes one
   */
  private void begin(int snapshots) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions", "2",
                        "sillok.node.streams.retention-interval", "1 h", // the test drops
                        "sillok.node.streams.time.idle-after", "500 ms", // one partition of two
                        "sillok.node.projections.wake-interval", "200 ms",
                        "sillok.node.projections.snapshot-after", String.valueOf(snapshots))));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void one_that_is_declared_later_and_its_next_version_begin_with_what_is_left() throws Exception {
    declareStream("");
    read(EVENTS);
    long first = dropFirstBucket();
    long left = http.lines("/streams/sensor-read/events?from=start").size();
    restart();
    declare("", 201);
    seal();
    eventually(() -> readings() >= left);
    assertThat(readings()).isEqualTo(left);
    assertThat(dropped()).isEqualTo(first);
    requireEqual();

    declare(LAST, 200);
    eventually(() -> described().path("version").asInt() == 2);
    eventually(() -> readings() >= left);
    assertThat(readings()).isEqualTo(left);
    requireEqual();
  }

  @Test
  void one_that_begins_anew_tells_what_it_has_not_told_and_nothing_twice() throws Exception {
    declareStream("");
    declare("", 201);
    read(EVENTS);
    eventually(() -> toldAll(EVENTS));
    long told = described().path("results").asLong();
    long first = dropFirstBucket();
    node.close();
    loseWindows();
    begin(1_000_000);
    read(10 * SECONDS_PER_WINDOW);
    seal();
    eventually(() -> described().path("results").asLong() >= windowsOf(read));

    List<String> ends = ends();
    assertThat(ends).doesNotHaveDuplicates().hasSize(windowsOf(read));
    assertThat(ends.size()).isGreaterThan((int) told);
    assertThat(described().path("results").asLong()).isEqualTo(ends.size());
    assertThat(http.get(PROJECTION + "/windows?limit=1000").path("windows")).hasSize(ends.size());
    assertThat(described().path("shards").findValuesAsText("note")).isNotEmpty();
    assertThat(dropped()).isEqualTo(first);
    assertThat(verify().status()).isEqualTo(409);
    assertThat(verify().json().path("code").asText()).isEqualTo("inputs-dropped");
  }

  @Test
  void what_one_that_began_anew_tells_stands_once_however_often_its_node_stops() throws Exception {
    declareStream("");
    declare("", 201);
    read(EVENTS);
    eventually(() -> toldAll(EVENTS));
    dropFirstBucket();
    node.close();
    loseWindows();
    begin(1_000_000);
    for (int stop = 0; stop < 3; stop++) {
      read(10 * SECONDS_PER_WINDOW);
      eventually(() -> toldAll(read));
      restart();
    }
    seal();
    eventually(() -> described().path("results").asLong() >= windowsOf(read));
    assertThat(ends()).doesNotHaveDuplicates().hasSize(windowsOf(read));
    assertThat(described().path("results").asLong()).isEqualTo(windowsOf(read));
  }

  @Test
  void one_that_goes_on_from_a_snapshot_before_what_is_left_tells_nothing_twice() throws Exception {
    node.close();
    begin(1);
    declareStream("");
    declare("", 201);
    read(5 * BATCH);
    eventually(() -> toldAll(5 * BATCH));
    eventually(() -> Math.min(reached(0), reached(1)) >= 5L * BATCH);
    restart();
    read(EVENTS - 5 * BATCH);
    eventually(() -> toldAll(EVENTS));
    dropFirstBucket();
    node.close();
    loseWindows();
    begin(1_000_000);
    read(10 * SECONDS_PER_WINDOW);
    seal();
    eventually(() -> described().path("results").asLong() >= windowsOf(read));
    assertThat(ends()).doesNotHaveDuplicates().hasSize(windowsOf(read));
    assertThat(described().path("results").asLong()).isEqualTo(windowsOf(read));
    assertThat(described().path("shards").findValuesAsText("note")).isNotEmpty();
  }

  @Test
  void shards_of_streams_with_a_retention_have_a_snapshot_of_what_may_be_dropped()
      throws Exception {
    declareStream("\"retention\": \"PT1H\",");
    declare("", 201);
    read(EVENTS);
    eventually(() -> toldAll(EVENTS));
    restart(); // what was kept so far and is in no snapshot is in one soon
    eventually(() -> reached(0) + reached(1) >= 2L * EVENTS);
    dropFirstBucket();
    node.close();
    loseWindows();
    begin(1_000_000);
    read(10 * SECONDS_PER_WINDOW);
    seal();
    eventually(() -> described().path("results").asLong() >= windowsOf(read));
    assertThat(ends()).doesNotHaveDuplicates().hasSize(windowsOf(read));
    assertThat(readings()).isEqualTo(read);
    assertThat(dropped()).isZero();
    assertThat(described().path("shards").findValuesAsText("note")).isEmpty();
    assertThat(verify().json().path("code").asText()).isEqualTo("inputs-dropped");
  }

  @Test
  void what_a_deleted_one_held_is_dropped_where_the_logs_have_all_of_it() throws Exception {
    node.close();
    begin(1);
    declareStream("");
    declare("", 201);
    assertThat(
            http.put("/streams/sensor-kept", STREAM.formatted("\"retention\": \"P1D\",")).status())
        .isEqualTo(201);
    assertThat(
            http.put(
                    "/projections/kept",
                    PER_MINUTE.formatted("").replace("sensor-read", "sensor-kept"))
                .status())
        .isEqualTo(201);
    read(5 * SECONDS_PER_WINDOW);
    append("sensor-kept", 0, SECONDS_PER_WINDOW);
    eventually(() -> toldAll(read));
    eventually(() -> snapshot("projection-per-minute", 0).isPresent());
    eventually(
        () -> Stream.of(0, 1).anyMatch(each -> snapshot("projection-kept", each).isPresent()));
    assertThat(http.delete("/projections/kept").status()).isEqualTo(204);
    assertThat(http.delete(PROJECTION).status()).isEqualTo(204);
    eventually(() ->
        Stream.of(0, 1).noneMatch(each -> snapshot("projection-per-minute", each).isPresent()));
    String origin = await(StoreId.of(TestNodes.store(node).facts()));
    node.close();
    assertThat(heldRows(origin, "per-minute")).isZero();
    assertThat(heldRows(origin, "kept")).isPositive();

    begin(1);
    assertThat(Stream.of(0, 1).anyMatch(each -> snapshot("projection-kept", each).isPresent()))
        .isTrue();
    declare("", 200);
    seal();
    eventually(() -> described().path("results").asLong() >= windowsOf(read));
    assertThat(ends()).doesNotHaveDuplicates().hasSize(windowsOf(read));
    assertThat(readings()).isEqualTo(read);
  }

  private void declareStream(String retention) throws Exception {
    assertThat(http.put("/streams/sensor-read", STREAM.formatted(retention)).status())
        .isEqualTo(201);
  }

  private void declare(String aggregates, int status) throws Exception {
    assertThat(http.put(PROJECTION, PER_MINUTE.formatted(aggregates)).status()).isEqualTo(status);
  }

  /** One a second, all with one key. */
  private void read(int events) throws Exception {
    for (int rest = events; rest > 0; rest -= BATCH) {
      int some = Math.min(rest, BATCH);
      append("sensor-read", read, some);
      read += some;
    }
  }

  private void append(String stream, int from, int events) throws Exception {
    String all =
        IntStream.range(from, from + events)
            .mapToObj(second ->
                "{\"sensor\":\"one\",\"readAt\":\"%s\"}".formatted(TEN.plusSeconds(second)))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(http.post("/streams/%s/events".formatted(stream), all).status()).isEqualTo(200);
  }

  private void seal() throws Exception {
    assertThat(http.post("/streams/sensor-read/time", "{\"seal\": true}").status()).isEqualTo(200);
  }

  private void restart() {
    node.close();
    begin(1_000_000);
  }

  /** As retention does; answers the first offset that is left. */
  private long dropFirstBucket() {
    long first =
        IntStream.range(0, 2)
            .mapToLong(partition ->
                await(TestNodes.store(node).log(new LogId("sensor-read", partition)).trim(EVENTS)))
            .max()
            .orElseThrow();
    assertThat(first).isBetween(PartitionLog.BUCKET_OFFSETS, (long) EVENTS);
    return first;
  }

  private void loseWindows() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("projections"))) {
      all.sorted(Comparator.reverseOrder()).forEach(RetainedProjectionsTest::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private JsonNode described() {
    return get(PROJECTION);
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private StreamReader.Answer verify() throws Exception {
    return http.post(PROJECTION + "/verify", "");
  }

  private void requireEqual() throws Exception {
    StreamReader.Answer verified = verify();
    assertThat(verified.json().path("equal").asBoolean())
        .as("%s of %s", verified, described())
        .isTrue();
  }

  /** Whether all that follows from {@code events} was told: all windows but the last. */
  private boolean toldAll(int events) {
    return described().path("results").asLong() >= windowsOf(events) - 1;
  }

  private static int windowsOf(int events) {
    return Math.ceilDiv(events, SECONDS_PER_WINDOW);
  }

  private long dropped() {
    return described().path("inputs").findValues("dropped").stream()
        .mapToLong(JsonNode::asLong)
        .sum();
  }

  /** In all windows that can be asked for. */
  private long readings() {
    return get(PROJECTION + "/windows?limit=1000").path("windows").findValues("readings").stream()
        .mapToLong(JsonNode::asLong)
        .sum();
  }

  /** The ends of the windows whose results stand in the stream. */
  private List<String> ends() throws Exception {
    return http.lines("/streams/projection-per-minute/events?from=start").stream()
        .map(event -> event.at("/data/end").asText())
        .toList();
  }

  private long reached(int shard) {
    return snapshot("projection-per-minute", shard).map(SnapshotManifest::reached).orElse(0L);
  }

  private Optional<SnapshotManifest> snapshot(String results, int shard) {
    return await(
        new WindowSnapshots(TestNodes.store(node).snapshots(), InstantSource.system())
            .last(results + "/" + shard));
  }

  /** How often something was kept of the first version of {@code projection}, without a node. */
  private long heldRows(String origin, String projection) {
    try (RocksTableStore store =
        new RocksTableStore(
            new RocksTableSettings(data.resolve("projections"), 1 << 20, 1 << 20),
            () -> CompletableFuture.completedFuture(origin),
            Runnable::run)) {
      return IntStream.range(0, 2)
          .mapToLong(shard ->
              await(store.open(new TablePartition("sillok-projection-" + projection, "v1", shard)))
                  .applied())
          .sum();
    }
  }
}
