package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A store with a definition that no node takes: it does not read the events that are there. */
@TestInstance(Lifecycle.PER_CLASS)
final class UnreadableEventsTest {

  private static final String STREAM = "/streams/rank-given";
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"RankGiven\",\"fields\":[{\"name\":\"who\",\"type\":\"string\"},{\"name\":\"%s\",\"type\":\"int\"%s}]}";

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeAll
  void start() throws Exception {
    int partitions;
    try (SillokNode before = TestNodes.start(data)) {
      StreamReader reader = new StreamReader(before);
      reader.put(STREAM, declaration(SCHEMA.formatted("points", "")));
      reader.post(STREAM + "/events", "{\"who\": \"a\", \"points\": 1}");
      String wants = "{\"from\": \"start\", \"filter\": \"data.points > 0\"}";
      reader.put(STREAM + "/consumers/filtering", wants);
      reader.put(STREAM + "/queues/mails", wants);
      reader.put(STREAM + "/consumers/all", "{\"from\": \"start\"}");
      reader.get(STREAM + "/table/a");
      partitions = reader.get(STREAM + "/consumers/all").path("partitions").size();
    }
    redeclare(partitions, SCHEMA.formatted("stars", ""));
    node = TestNodes.start(data);
    streams = new StreamReader(node);
  }

  /** As an earlier build did it. */
  private static void redeclare(int partitions, String schema) throws Exception {
    RocksDbSettings settings =
        new RocksDbSettings(data, partitions, Verify.TAIL, 1 << 20, 64 << 10);
    String declaration =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "entity")
            .put("schema", schema)
            .put("key", "who")
            .toString();
    try (LogStore store = RocksDbStore.open(settings, Runnable::run)) {
      store
          .facts()
          .putIfAbsent("stream/rank-given/00000002", declaration)
          .toCompletableFuture()
          .get();
    }
  }

  private static String declaration(String schema) {
    return "{\"kind\": \"entity\", \"key\": \"who\", \"schema\": %s}".formatted(schema);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void reading_says_which_event_it_is_and_why() throws Exception {
    for (String path : List.of(STREAM + "/events", STREAM + "/consumers/all/events")) {
      assertIsUnreadable(streams.get(path));
      List<JsonNode> lines = streams.lines(path);
      assertThat(lines).hasSize(1);
      assertIsUnreadable(lines.getFirst().path("problem"));
      try (Feed feed = streams.listen(path + (path.contains("consumers") ? "" : "?from=start"))) {
        JsonNode last = feed.next();
        assertIsUnreadable((last.has("partitions") ? feed.next() : last).path("problem"));
        assertThat(feed.endsIn(Duration.ofSeconds(20))).isTrue();
      }
    }
    assertIsUnreadable(streams.get(STREAM + "/table/a"));
  }

  private static void assertIsUnreadable(JsonNode problem) {
    assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo("event-unreadable");
    assertThat(problem.path("detail").asText())
        .contains("stream rank-given at partition ", ", offset ", "RankGiven.stars is required")
        .contains("/v1/schemas/rank-given");
  }

  @Test
  void the_descriptions_are_there_nevertheless() throws Exception {
    assertThat(streams.get(STREAM).path("name").asText()).isEqualTo("rank-given");
    assertThat(streams.get(STREAM + "/consumers/all").path("lag").asLong()).isPositive();
    assertThat(streams.get(STREAM + "/consumers").path("consumers")).hasSize(2);
    assertThat(streams.get(STREAM + "/queues/mails").path("name").asText()).isEqualTo("mails");
  }

  @Test
  void a_filter_that_does_not_fit_any_more_is_told_as_that() throws Exception {
    JsonNode problem = streams.get(STREAM + "/consumers/filtering/events");
    assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo("filter-outdated");
    assertThat(problem.path("detail").asText()).contains("data.points > 0", "replaceFilter");
  }

  @Test
  void the_same_declaration_is_refused_and_one_that_reads_all_is_what_it_takes() throws Exception {
    Answer same = streams.put(STREAM, declaration(SCHEMA.formatted("stars", "")));
    assertThat(same.status()).isEqualTo(409);
    assertThat(same.json().path("code").asText()).isEqualTo("schema-incompatible");
    Answer dry =
        streams.put(
            STREAM + "?dryRun=true", declaration(SCHEMA.formatted("points", ", \"default\": 0")));
    assertThat(dry.status()).as(dry.json().toString()).isEqualTo(200);
  }
}
