package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Retention;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
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
      streams.put(
          "/streams/short",
          DeclaredStreamsTest.PAGE_VIEWED
              .formatted("")
              .replace("\"kind\"", "\"retention\": \"PT1H\", \"kind\""));
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
