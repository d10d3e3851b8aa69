package io.sillok.node;

import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.eventually;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.QueueClient.Answer;
import io.sillok.node.StreamReader.Feed;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are connected, and what is seen of queues from outside. */
@TestInstance(Lifecycle.PER_CLASS)
final class QueueWorkersTest {

  @TempDir private static Path data;

  private SillokNode node;

  @BeforeAll
  void start() {
    node = TestNodes.start(data);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private QueueClient stream(String name) {
    QueueClient client = new QueueClient(node, name);
    assertThat(client.declare().status()).isEqualTo(201);
    return client;
  }

  private Feed connect(String stream, int max) throws Exception {
    return new StreamReader(node)
        .listen("/streams/%s/queues/all/receive?max=%d".formatted(stream, max));
  }

  @Test
  void a_connected_worker_gets_events_as_they_come_and_holds_only_so_many() throws Exception {
    QueueClient jobs = stream("sent-jobs");
    jobs.define("all", "{}");
    try (Feed feed = connect("sent-jobs", 3)) {
      assertThat(feed.status()).isEqualTo(200);
      for (int number = 1; number <= 8; number++) {
        jobs.append("c-" + number, number);
      }
      Map<String, String> receipts = new HashMap<>();
      for (int each = 0; each < 3; each++) {
        take(feed, receipts);
      }
      eventually(() -> standing(jobs).path("ready").asInt() == 5);
      assertThat(standing(jobs).path("leased").asInt()).isEqualTo(3);
      assertThat(feed.isQuiet()).isTrue();
      for (int each = 0; each < 5; each++) {
        String some = receipts.keySet().iterator().next();
        jobs.settle("all", "ack", List.of(receipts.remove(some)));
        take(feed, receipts);
      }
      jobs.settle("all", "ack", List.copyOf(receipts.values()));
      assertThat(standing(jobs).path("lag").asInt()).isZero();
    }
  }

  private static void take(Feed feed, Map<String, String> receipts) throws InterruptedException {
    JsonNode item = feed.next();
    String job = item.at("/event/data/position").asText();
    assertThat(receipts.put(job, item.path("receipt").asText())).as(job).isNull();
  }

  private static JsonNode standing(QueueClient jobs) {
    return jobs.describe("all").body();
  }

  @Test
  void a_connection_that_ends_costs_one_event_an_attempt_and_the_others_go_on_as_they_were()
      throws Exception {
    QueueClient jobs = stream("dropped-jobs");
    jobs.define("all", "{\"lease\":\"PT10M\",\"retryDelay\":\"PT0S\"}");
    jobs.append("c-1", 1, 2, 3);
    try (Feed feed = connect("dropped-jobs", 10)) {
      feed.next();
      feed.next();
      feed.next();
    }
    Map<Integer, Integer> attempts = new HashMap<>();
    eventually(() -> {
      jobs.receive("all", 3)
          .body()
          .path("items")
          .forEach(item ->
              attempts.put(item.at("/event/data/position").asInt(), item.path("attempt").asInt()));
      return attempts.size() == 3;
    });
    assertThat(attempts).isEqualTo(Map.of(1, 2, 2, 1, 3, 1));
  }

  @Test
  void an_event_that_brings_its_workers_down_is_a_dead_letter_in_the_end_and_no_other_is()
      throws Exception {
    QueueClient jobs = stream("poison-jobs");
    jobs.define("all", "{\"lease\":\"PT10M\",\"retryDelay\":\"PT0S\",\"maxAttempts\":2}");
    jobs.append("c-1", 1, 2, 3);
    for (int time = 1; time <= 2; time++) {
      try (Feed feed = connect("poison-jobs", 10)) {
        assertThat(feed.next().at("/event/data/position").asInt()).isEqualTo(1);
        feed.next();
        feed.next();
      }
      eventually(() -> standing(jobs).path("leased").asInt() == 0);
    }
    assertThat(standing(jobs).path("deadLetters").asInt()).isEqualTo(1);
    assertThat(jobs.receive("all", 3).data("position")).containsExactly("2", "3");
  }

  @Test
  void a_lease_that_runs_out_makes_room_for_another_event() throws Exception {
    QueueClient jobs = stream("slow-jobs");
    jobs.define("all", "{\"lease\":\"PT0.5S\",\"retryDelay\":\"PT1H\"}");
    jobs.append("c-1", 1, 2);
    try (Feed feed = connect("slow-jobs", 1)) {
      assertThat(feed.next().at("/event/data/position").asInt()).isEqualTo(1);
      assertThat(feed.next().at("/event/data/position").asInt()).isEqualTo(2);
    }
  }

  @Test
  void an_event_whose_lease_was_extended_still_counts_as_held() throws Exception {
    QueueClient jobs = stream("long-jobs");
    jobs.define("all", "{\"lease\":\"PT0.5S\",\"retryDelay\":\"PT1H\"}");
    jobs.append("c-1", 1, 2, 3, 4, 5, 6, 7, 8, 9);
    try (Feed feed = connect("long-jobs", 2)) {
      String first = feed.next().path("receipt").asText();
      assertThat(jobs.settle("all", "extend", List.of(first), "\"lease\":\"PT1H\"").status())
          .isEqualTo(200);
      for (int position = 2; position <= 9; position++) {
        assertThat(feed.next().at("/event/data/position").asInt()).isEqualTo(position);
        assertThat(standing(jobs).path("leased").asInt()).isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void connected_workers_share_the_events() throws Exception {
    QueueClient jobs = stream("shared-jobs");
    jobs.define("all", "{}");
    try (Feed one = connect("shared-jobs", 2);
        Feed other = connect("shared-jobs", 2)) {
      for (int number = 1; number <= 4; number++) {
        jobs.append("c-" + number, number);
      }
      Map<String, String> receipts = new HashMap<>();
      take(one, receipts);
      take(one, receipts);
      take(other, receipts);
      take(other, receipts);
      assertThat(receipts).hasSize(4);
    }
  }

  @Test
  void the_events_of_an_entity_type_can_be_shared_among_workers() {
    QueueClient deposits = new QueueClient(node, "account.deposited");
    assertThat(deposits.define("book", "{\"from\":\"start\",\"ordered\":\"key\"}").status())
        .isEqualTo(201);
    for (int number = 1; number <= 6; number++) {
      execute(node, "q-" + number % 2, command(new Deposit(number)));
      execute(node, "q-" + number % 2, command(new PayOut(1)));
    }
    List<Integer> amounts = new ArrayList<>();
    while (amounts.size() < 6) {
      Answer received = deposits.receive("book", 10);
      assertThat(received.receipts()).isNotEmpty();
      received
          .body()
          .path("items")
          .forEach(item -> amounts.add(item.at("/event/data/amount").asInt()));
      deposits.settle("book", "ack", received.receipts());
    }
    assertThat(amounts.stream().filter(amount -> amount % 2 == 0)).containsExactly(2, 4, 6);
    assertThat(amounts.stream().filter(amount -> amount % 2 == 1)).containsExactly(1, 3, 5);
    assertThat(deposits.describe("book").body().path("lag").asInt()).isZero();
  }

  @Test
  void a_queue_that_stands_still_shows_in_metrics_and_health() {
    QueueClient jobs = stream("stalled-jobs");
    jobs.define("all", "{}");
    jobs.append("c-1", 1, 2, 3);
    String held = jobs.receive("all", 1).receipts().getFirst();
    jobs.settle("all", "reject", jobs.receive("all", 1).receipts());
    String labels = "{queue=\"all\",stream=\"stalled-jobs\"} ";
    eventually(() -> {
      String metrics = jobs.text("/metrics");
      return metrics.contains("sillok_queue_ready" + labels + "1.0")
          && metrics.contains("sillok_queue_leased" + labels + "1.0")
          && metrics.contains("sillok_queue_dead_letters" + labels + "1.0")
          && metrics
              .lines()
              .filter(line -> line.startsWith("sillok_queue_oldest_unacked_age_seconds" + labels))
              .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0);
    });
    eventually(() -> ready(jobs, "stalled-jobs").path("oldestUnackedAge").isTextual());
    assertThat(ready(jobs, "stalled-jobs").path("queue").asText()).isEqualTo("all");

    jobs.settle("all", "ack", List.of(held));
    jobs.settle("all", "ack", jobs.receive("all", 1).receipts());
    eventually(() -> ready(jobs, "stalled-jobs").isMissingNode());
    eventually(() ->
        jobs.text("/metrics").contains("sillok_queue_oldest_unacked_age_seconds" + labels + "0.0"));
  }

  private static JsonNode ready(QueueClient jobs, String stream) {
    try {
      JsonNode body = QueueClient.JSON.readTree(jobs.text("/health/ready"));
      assertThat(body.path("status").asText()).isEqualTo("ready");
      for (JsonNode queue : body.path("queues")) {
        if (queue.path("stream").asText().equals(stream)) {
          return queue;
        }
      }
      return QueueClient.JSON.missingNode();
    } catch (java.io.IOException noJson) {
      throw new java.io.UncheckedIOException(noJson);
    }
  }

  @Test
  void a_node_that_stops_lets_go_of_those_who_wait(@TempDir Path other) throws Exception {
    SillokNode stopping = TestNodes.start(other);
    try {
      QueueClient jobs = new QueueClient(stopping, "jobs");
      jobs.declare();
      jobs.define("all", "{}");
      CompletableFuture<Answer> waiting =
          jobs.postLater("/queues/all/receive", "{\"wait\":\"PT25S\"}");
      Feed feed = new StreamReader(stopping).listen("/streams/jobs/queues/all/receive");
      jobs.receive("all", "{\"wait\":\"PT0.2S\"}"); // so that the one before it has begun to wait
      long began = System.nanoTime();
      stopping.close();
      assertThat(waiting.get(1, TimeUnit.SECONDS).receipts()).isEmpty();
      assertThat(feed.endsIn(Duration.ofSeconds(1))).isTrue();
      assertThat(System.nanoTime() - began)
          .as("not as long as somebody would wait")
          .isLessThan(TimeUnit.SECONDS.toNanos(20));
    } finally {
      stopping.close();
    }
  }
}
