package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Retention;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of events that are older than their stream keeps them. */
final class RetentionTest {

  private static final int BATCH = 4096;
  private static final int BATCHES = 9;

  @TempDir private Path data;

  @Test
  void whole_buckets_of_old_events_go_and_reading_begins_with_what_is_left() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      StreamReader streams = new StreamReader(node);
      streams.put("/streams/short", declared("PT1H"));
      streams.put("/streams/kept", DeclaredStreamsTest.PAGE_VIEWED.formatted(""));
      int partition = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        partition = append(streams, "short");
        append(streams, "kept");
      }

      apply(node, Instant.now().plus(Duration.ofMinutes(59)));
      assertThat(first(node, "short", partition)).isZero();

      apply(node, Instant.now().plus(Duration.ofHours(2)));
      assertThat(first(node, "short", partition))
          .isGreaterThanOrEqualTo(PartitionLog.BUCKET_OFFSETS);
      assertThat(first(node, "kept", partition)).isZero();

      List<JsonNode> left = streams.lines("/streams/short/events?from=start");
      assertThat(left.getFirst().path("offset").asLong())
          .isGreaterThanOrEqualTo(PartitionLog.BUCKET_OFFSETS);
      assertThat(left).hasSizeBetween(1, BATCH);
    }
  }

  @Test
  void a_consumer_is_told_what_was_dropped_before_it_read_it() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      StreamReader streams = new StreamReader(node);
      streams.put("/streams/lossy", declared("PT1H"));
      String consumer = "/streams/lossy/consumers/slow";
      streams.put(consumer, "{\"from\": \"start\"}");
      int partition = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        partition = append(streams, "lossy");
      }
      assertThat(streams.get(consumer).path("skipped").asLong()).isZero();

      apply(node, Instant.now().plus(Duration.ofHours(2)));
      long dropped = first(node, "lossy", partition);
      List<JsonNode> left = streams.lines(consumer + "/events");

      JsonNode described = streams.get(consumer);
      assertThat(dropped).isGreaterThanOrEqualTo(PartitionLog.BUCKET_OFFSETS);
      assertThat(described.path("skipped").asLong()).isEqualTo(dropped);
      assertThat(described.path("lag").asLong()).isEqualTo(left.size());
      String labels = "{consumer=\"slow\",stream=\"lossy\"} ";
      TestNodes.eventually(
          () -> metrics(node).contains("sillok_consumer_skipped" + labels + dropped + ".0\n"));
      assertThat(metrics(node)).contains("sillok_consumer_lag" + labels + left.size() + ".0\n");

      streams.put(consumer + "/position", position(left.get(4)));
      JsonNode committed = streams.get(consumer);
      assertThat(committed.path("skipped").asLong()).isEqualTo(dropped);
      assertThat(committed.path("lag").asLong()).isEqualTo(left.size() - 5);
      JsonNode reset = streams.post(consumer + "/reset", "{\"to\": \"start\"}").json();
      assertThat(reset.path("again").asLong()).as("what is there").isEqualTo(5);

      JsonNode later =
          streams.put("/streams/lossy/consumers/later", "{\"from\": \"start\"}").json();
      assertThat(later.path("skipped").asLong()).isZero();
      assertThat(later.path("lag").asLong()).isEqualTo(left.size());
      assertThat(later.at("/partitions/%d/committed".formatted(partition)).asLong())
          .isEqualTo(dropped);
    }
  }

  private static String position(JsonNode event) {
    return "{\"position\": \"%s\"}".formatted(event.path("position").asText());
  }

  private static String metrics(SillokNode node) {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(node.address().getPort()));
    try (InputStream in = metrics.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String declared(String retention) {
    return DeclaredStreamsTest.PAGE_VIEWED
        .formatted("")
        .replace("\"kind\"", "\"retention\": \"%s\", \"kind\"".formatted(retention));
  }

  private static int append(StreamReader streams, String stream) throws Exception {
    String events =
        IntStream.range(0, BATCH)
            .mapToObj(number -> DeclaredStreamsTest.viewed("p-1", ""))
            .collect(Collectors.joining(",", "[", "]"));
    return streams
        .post("/streams/%s/events".formatted(stream), events)
        .json()
        .at("/results/0/partition")
        .asInt();
  }

  private static void apply(SillokNode node, Instant now) {
    LogStore store = TestNodes.store(node);
    DeclaredStreams declared =
        new DeclaredStreams(store.facts(), new SchemaVersions(store.facts()), Set.of());
    new Retention(store, declared, () -> now).apply().toCompletableFuture().join();
  }

  private static long first(SillokNode node, String stream, int partition) {
    return TestNodes.store(node)
        .log(new LogId(stream, partition))
        .state()
        .toCompletableFuture()
        .join()
        .orElseThrow()
        .firstOffset();
  }
}
