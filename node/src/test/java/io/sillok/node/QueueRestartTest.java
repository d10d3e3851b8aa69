package io.sillok.node;

import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.QueueClient.Answer;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.pekko.SillokPersistence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lasts of a queue: over restarts of its node, damage to events, and retention. */
final class QueueRestartTest {

  private static final String STREAM = "jobs";

  @TempDir private Path data;

  @Test
  void attempts_dead_letters_and_what_is_settled_outlast_a_restart() {
    List<String> held;
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = declared(node);
      jobs.define("all", "{\"retryDelay\":\"PT0S\",\"ordered\":\"key\"}");
      jobs.append("c-1", 1, 2, 3);
      jobs.settle("all", "ack", jobs.receive("all", 1).receipts());
      jobs.settle("all", "reject", jobs.receive("all", 1).receipts(), "\"reason\":\"no\"");
      jobs.settle("all", "nack", jobs.receive("all", 1).receipts());
      jobs.append("c-2", 4);
      held = items(jobs, 2).stream().map(item -> item.path("receipt").asText()).toList();
    }
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = new QueueClient(node, STREAM);
      assertThat(jobs.get("/queues/all/dead-letters").texts("deadLetters", "reason"))
          .containsExactly("no");
      assertThat(jobs.settle("all", "ack", List.of(held.getFirst())).status())
          .as("a receipt from before the restart")
          .isEqualTo(200);
      List<JsonNode> left = items(jobs, 1);
      assertThat(jobs.receive("all", "{\"max\":10}").receipts()).isEmpty();
      int position = left.getFirst().at("/event/data/position").asInt();
      assertThat(position).isIn(3, 4);
      assertThat(left.getFirst().path("attempt").asInt()).isEqualTo(position == 3 ? 2 : 1);
    }
  }

  private static QueueClient declared(SillokNode node) {
    QueueClient jobs = new QueueClient(node, STREAM);
    assertThat(jobs.declare().status()).isEqualTo(201);
    return jobs;
  }

  private static List<JsonNode> items(QueueClient jobs, int count) {
    List<JsonNode> items = new ArrayList<>();
    while (items.size() < count) {
      Answer received = jobs.receive("all", count - items.size());
      assertThat(received.receipts()).isNotEmpty();
      received.body().path("items").forEach(items::add);
    }
    return items;
  }

  @Test
  void an_event_that_cannot_be_read_holds_its_partition_until_it_is_discarded() {
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = declared(node);
      jobs.define("all", "{}");
      LogId log = new LogId(STREAM, 3);
      LoggedEvent junk =
          new LoggedEvent(
              Partitioner.streamId(log),
              1,
              0,
              UUID.randomUUID().toString(),
              Instant.now(),
              new Payload(StreamRecordCodec.SERIALIZER_ID, STREAM, new byte[] {99}),
              "",
              null,
              Set.of());
      await(SillokPersistence.get(node.system()).writers().append(List.of(junk)));
      eventually(() -> jobs.describe("all").body().has("trouble"));
      JsonNode held = jobs.describe("all").body();
      assertThat(held.path("trouble").asText())
          .contains("Partition 3 is held at offset ")
          .contains("cannot be read")
          .contains("version 99");
      assertThat(held.path("lag").asInt()).isEqualTo(1);
      assertThat(held.path("oldestUnacked").isNull()).isFalse();
      assertThat(held.path("deadLetters").asInt()).as("nobody has given it up").isZero();
      String offset = held.path("trouble").asText().replaceAll(".*offset (\\d+)\\..*", "$1");
      String place = "{\"items\":[{\"partition\":3,\"offset\":%s}]}".formatted(offset);
      assertThat(jobs.post("/queues/all/dead-letters/discard", place).body().toString())
          .isEqualTo("{\"discarded\":1}");
      eventually(() -> !jobs.describe("all").body().has("trouble"));
      assertThat(jobs.describe("all").body().path("lag").asInt()).isZero();
    }
  }

  @Test
  void what_retention_drops_unread_is_passed_over_and_counted() {
    long firstHeld;
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = declared(node);
      jobs.define("all", "{}");
      int[] batch = IntStream.range(0, 1000).toArray();
      for (int each = 0; each < 34; each++) {
        assertThat(jobs.append("c-1", batch).status()).isEqualTo(200);
      }
      int partition = jobs.get("/events?limit=1").body().at("/events/0/partition").asInt();
      firstHeld = await(TestNodes.store(node).log(new LogId(STREAM, partition)).trim(33_500));
    }
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = new QueueClient(node, STREAM);
      JsonNode first = items(jobs, 1).getFirst();
      assertThat(firstHeld).isGreaterThan(30_000);
      assertThat(first.at("/event/offset").asLong()).isEqualTo(firstHeld);
      eventually(() -> jobs.describe("all").body().path("skipped").asLong() > 0); // once recorded
      JsonNode standing = jobs.describe("all").body();
      assertThat(standing.path("skipped").asLong()).isEqualTo(firstHeld);
      assertThat(standing.path("lag").asLong()).isLessThan(2_000);
      jobs.define("late", "{\"from\":\"start\"}");
      assertThat(jobs.describe("late").body().path("skipped").asLong())
          .as("it never had to hand these out")
          .isZero();
    }
  }

  @Test
  void a_dead_letter_that_retention_has_dropped_is_one_again_when_it_is_replayed() {
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient jobs = declared(node);
      jobs.define("all", "{\"filter\":\"data.position < 1000\"}");
      jobs.append("c-1", 1, 2, 3);
      jobs.settle("all", "reject", jobs.receive("all", 3).receipts());
      int[] batch = IntStream.range(1000, 2000).toArray();
      for (int each = 0; each < 34; each++) {
        assertThat(jobs.append("c-1", batch).status()).isEqualTo(200);
      }
      int partition = jobs.get("/events?limit=1").body().at("/events/0/partition").asInt();
      await(TestNodes.store(node).log(new LogId(STREAM, partition)).trim(33_500));

      assertThat(jobs.post("/queues/all/dead-letters/replay", "{\"all\":true}").body().toString())
          .isEqualTo("{\"replayed\":3}");

      eventually(() -> deadLetters(jobs).size() == 3);
      assertThat(deadLetters(jobs))
          .allSatisfy(letter -> {
            assertThat(letter.path("reason").asText()).contains("Retention has dropped the event");
            assertThat(letter.path("event").isNull()).isTrue();
          });
      assertThat(jobs.post("/queues/all/dead-letters/discard", "{\"all\":true}").body().toString())
          .isEqualTo("{\"discarded\":3}");
      assertThat(deadLetters(jobs)).isEmpty();
    }
  }

  private static List<JsonNode> deadLetters(QueueClient jobs) {
    List<JsonNode> letters = new ArrayList<>();
    jobs.get("/queues/all/dead-letters").body().path("deadLetters").forEach(letters::add);
    return letters;
  }
}
