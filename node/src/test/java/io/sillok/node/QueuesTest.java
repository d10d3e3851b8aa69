package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.QueueClient.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Queues of a real node, over HTTP. Each test has a stream of its own. */
@TestInstance(Lifecycle.PER_CLASS)
final class QueuesTest {

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

  @Test
  void a_queue_is_made_described_changed_and_deleted() {
    QueueClient jobs = stream("defined-jobs");
    assertThat(jobs.describe("mailer").code()).isEqualTo("unknown-queue");
    Answer made = jobs.define("mailer", "{}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().toString())
        .isEqualTo(
            "{\"name\":\"mailer\",\"stream\":\"defined-jobs\",\"filter\":null,\"lease\":\"PT30S\","
                + "\"maxAttempts\":5,\"retryDelay\":\"PT1S\",\"ordered\":\"none\",\"ready\":0,"
                + "\"leased\":0,\"delayed\":0,\"deadLetters\":0,\"lag\":0,\"oldestUnacked\":null,"
                + "\"oldestUnackedAge\":null,\"skipped\":0}");
    Answer changed = jobs.define("mailer", "{\"lease\":\"PT2M\",\"ordered\":\"key\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("lease").asText()).isEqualTo("PT2M");
    assertThat(jobs.describe("mailer").body()).isEqualTo(changed.body());

    jobs.define("billing", "{}");
    assertThat(jobs.get("/queues").texts("queues", "name")).containsExactly("billing", "mailer");

    assertThat(jobs.delete("/queues/mailer").status()).isEqualTo(204);
    assertThat(jobs.delete("/queues/mailer").code()).isEqualTo("unknown-queue");
    assertThat(jobs.receive("mailer", 1).code()).isEqualTo("unknown-queue");
    assertThat(jobs.get("/queues").texts("queues", "name")).containsExactly("billing");
  }

  @Test
  void what_a_change_leaves_out_stays_and_null_is_as_usual() {
    QueueClient jobs = stream("changed-jobs");
    jobs.define("all", "{\"filter\":\"data.position > 1\",\"ordered\":\"key\",\"maxAttempts\":2}");
    JsonNode changed = jobs.define("all", "{\"lease\":\"PT2M\"}").body();
    assertThat(changed.path("ordered").asText()).isEqualTo("key");
    assertThat(changed.path("maxAttempts").asInt()).isEqualTo(2);
    assertThat(changed.path("filter").asText()).isEqualTo("data.position > 1");
    assertThat(changed.path("lease").asText()).isEqualTo("PT2M");
    JsonNode usual =
        jobs.define("all", "{\"filter\":null,\"ordered\":null,\"maxAttempts\":null}").body();
    assertThat(usual.path("filter").isNull()).isTrue();
    assertThat(usual.path("ordered").asText()).isEqualTo("none");
    assertThat(usual.path("maxAttempts").asInt()).isEqualTo(5);
    assertThat(usual.path("lease").asText()).isEqualTo("PT2M");
  }

  @Test
  void a_new_queue_tells_at_once_how_many_events_wait() {
    QueueClient jobs = stream("waiting-jobs");
    jobs.append("c-1", 1, 2);
    jobs.append("c-2", 3, 4);
    JsonNode made = jobs.define("all", "{\"from\":\"start\"}").body();
    assertThat(made.path("ready").asInt()).isEqualTo(4);
    assertThat(made.path("lag").asInt()).as("events, and not what else is in the log").isEqualTo(4);
    assertThat(made.path("oldestUnacked").isNull()).isFalse();
  }

  @Test
  void each_event_goes_to_one_worker_and_is_gone_once_acked() {
    QueueClient jobs = stream("acked-jobs");
    jobs.define("all", "{}");
    jobs.define("others", "{}");
    append(jobs, 40);
    List<String> seen = drain(jobs, "all", 7);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(numbers(40));
    JsonNode after = jobs.describe("all").body();
    assertThat(after.path("lag").asInt()).isZero();
    assertThat(after.path("oldestUnacked").isNull()).isTrue();
    JsonNode untouched = jobs.describe("others").body();
    assertThat(untouched.path("lag").asInt()).isEqualTo(40);
    assertThat(untouched.path("oldestUnackedAge").asText()).startsWith("PT");
    assertThat(drain(jobs, "others", 100)).hasSize(40);
  }

  @Test
  void an_item_has_all_that_is_known_of_its_event() {
    QueueClient jobs = stream("shown-jobs");
    jobs.define("all", "{}");
    jobs.append("c-1", 7);
    JsonNode item = jobs.receive("all", 1).body().at("/items/0");
    assertThat(item.path("attempt").asInt()).isEqualTo(1);
    assertThat(Instant.parse(item.path("leasedUntil").asText())).isAfter(Instant.now());
    JsonNode page = jobs.get("/events").body().at("/events/0");
    for (String field : List.of("partition", "offset", "key", "time", "appendedAt", "data")) {
      assertThat(item.at("/event/" + field)).as(field).isEqualTo(page.path(field));
    }
    assertThat(item.at("/event/position").asText()).isNotEmpty();
  }

  @Test
  void a_queue_begins_at_the_start_the_end_a_time_or_a_position() throws InterruptedException {
    QueueClient jobs = stream("begun-jobs");
    jobs.append("c-1", 1, 2);
    String position = jobs.get("/events?limit=1").body().path("next").asText();
    Thread.sleep(5);
    Instant between = Instant.now();
    Thread.sleep(5);
    jobs.append("c-1", 3);
    jobs.define("from-start", "{\"from\":\"start\"}");
    jobs.define("from-end", "{}");
    jobs.define("from-time", "{\"from\":\"%s\"}".formatted(between));
    jobs.define("from-position", "{\"from\":\"%s\"}".formatted(position));
    jobs.append("c-1", 4);
    assertThat(drain(jobs, "from-start", 9)).containsExactly("1", "2", "3", "4");
    assertThat(drain(jobs, "from-end", 9)).containsExactly("4");
    assertThat(drain(jobs, "from-time", 9)).containsExactly("3", "4");
    assertThat(drain(jobs, "from-position", 9)).containsExactly("2", "3", "4");
    jobs.define("from-end", "{\"from\":\"start\"}");
    assertThat(jobs.receive("from-end", "{}").receipts()).as("where it was").isEmpty();
  }

  @Test
  void a_lease_that_runs_out_gives_the_event_to_another() {
    QueueClient jobs = stream("leased-jobs");
    jobs.define("all", "{\"lease\":\"PT0.2S\",\"retryDelay\":\"PT0S\"}");
    jobs.append("c-1", 1);
    Answer first = jobs.receive("all", 1);
    Answer second = jobs.receive("all", "{\"wait\":\"PT10S\",\"lease\":\"PT1M\"}");
    assertThat(second.body().at("/items/0/attempt").asInt()).isEqualTo(2);
    Answer late = jobs.settle("all", "ack", first.receipts());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("receipt-expired");
    assertThat(late.texts("errors", "code")).containsExactly("expired");
    assertThat(jobs.settle("all", "ack", second.receipts()).texts("results", "status"))
        .containsExactly("acked");
  }

  @Test
  void an_ack_may_be_repeated_but_nothing_else_is_done_with_what_is_settled() {
    QueueClient jobs = stream("repeated-jobs");
    jobs.define("all", "{}");
    jobs.append("c-1", 1);
    List<String> receipts = jobs.receive("all", 1).receipts();
    Answer first = jobs.settle("all", "ack", receipts);
    Answer again = jobs.settle("all", "ack", receipts);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    for (String verb : List.of("nack", "reject", "extend")) {
      Answer late = jobs.settle("all", verb, receipts);
      assertThat(late.status()).as(verb).isEqualTo(409);
      assertThat(late.code()).as(verb).isEqualTo("receipt-settled");
      assertThat(late.texts("errors", "code")).as(verb).containsExactly("settled");
    }
    assertThat(jobs.describe("all").body().path("deadLetters").asInt()).isZero();
  }

  @Test
  void a_dead_letter_is_not_acked() {
    QueueClient jobs = stream("buried-jobs");
    jobs.define("all", "{}");
    jobs.append("c-1", 1);
    List<String> receipts = jobs.receive("all", 1).receipts();
    jobs.settle("all", "reject", receipts);
    Answer late = jobs.settle("all", "ack", receipts);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("receipt-settled");
    assertThat(jobs.describe("all").body().path("deadLetters").asInt()).isEqualTo(1);
  }

  @Test
  void of_those_who_make_a_queue_at_once_one_has_made_it() {
    QueueClient jobs = stream("rushed-jobs");
    for (String queue : List.of("first", "second", "third", "fourth")) {
      List<Integer> statuses =
          IntStream.range(0, 6)
              .mapToObj(each -> jobs.putLater("/queues/" + queue, "{}"))
              .toList()
              .stream()
              .map(answer -> answer.join().status())
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200);
    }
  }

  @Test
  void an_extension_keeps_the_event() {
    QueueClient jobs = stream("extended-jobs");
    jobs.define("all", "{\"lease\":\"PT1S\",\"retryDelay\":\"PT0S\"}");
    jobs.append("c-1", 1);
    List<String> receipts = jobs.receive("all", 1).receipts();
    assertThat(
            jobs.settle("all", "extend", receipts, "\"lease\":\"PT1M\"").texts("results", "status"))
        .containsExactly("extended");
    assertThat(jobs.receive("all", "{\"wait\":\"PT2S\"}").receipts()).isEmpty();
    assertThat(jobs.settle("all", "ack", receipts).status()).isEqualTo(200);
  }

  @Test
  void what_is_nacked_too_often_or_rejected_becomes_a_dead_letter_with_the_reason() {
    QueueClient jobs = stream("dead-jobs");
    jobs.define("all", "{\"maxAttempts\":2}");
    jobs.append("c-1", 1);
    nack(jobs, 1);
    nack(jobs, 2);
    jobs.append("c-1", 2);
    List<String> second = jobs.receive("all", 1).receipts();
    assertThat(
            jobs.settle("all", "reject", second, "\"reason\":\"not a job\"")
                .texts("results", "status"))
        .containsExactly("rejected");

    Answer letters = jobs.get("/queues/all/dead-letters");
    assertThat(letters.texts("deadLetters", "reason"))
        .containsExactly("no such product", "not a job");
    assertThat(letters.texts("deadLetters", "attempts")).containsExactly("2", "1");
    assertThat(letters.body().at("/deadLetters/0/event/data/position").asInt()).isEqualTo(1);
    assertThat(letters.body().path("next").isNull()).isTrue();
    JsonNode standing = jobs.describe("all").body();
    assertThat(standing.path("deadLetters").asInt()).isEqualTo(2);
    assertThat(standing.path("lag").asInt()).isZero();
  }

  private static void nack(QueueClient jobs, int attempt) {
    Answer received = jobs.receive("all", 1);
    assertThat(received.body().at("/items/0/attempt").asInt()).isEqualTo(attempt);
    Answer nacked =
        jobs.settle(
            "all",
            "nack",
            received.receipts(),
            "\"reason\":\"no such product\"",
            "\"delay\":\"PT0.1S\"");
    assertThat(nacked.texts("results", "status")).containsExactly("nacked");
  }

  @Test
  void dead_letters_are_listed_by_page_replayed_and_discarded() {
    QueueClient jobs = stream("replayed-jobs");
    jobs.define("all", "{}");
    append(jobs, 12);
    for (int left = 12; left > 0; ) {
      List<String> receipts = jobs.receive("all", 12).receipts();
      jobs.settle("all", "reject", receipts);
      left -= receipts.size();
    }
    List<JsonNode> letters = new ArrayList<>();
    String path = "/queues/all/dead-letters?limit=5";
    String next = "";
    do {
      JsonNode page = jobs.get(path + (next.isEmpty() ? "" : "&after=" + next)).body();
      page.path("deadLetters").forEach(letters::add);
      next = page.path("next").asText("");
    } while (!next.isEmpty() && !next.equals("null"));
    assertThat(letters).hasSize(12).doesNotHaveDuplicates();

    String two = "{\"items\":[%s,%s]}".formatted(place(letters.get(0)), place(letters.get(1)));
    assertThat(jobs.post("/queues/all/dead-letters/discard", two).body().toString())
        .isEqualTo("{\"discarded\":2}");
    Answer gone = jobs.post("/queues/all/dead-letters/replay", two);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.code()).isEqualTo("unknown-dead-letter");
    assertThat(gone.texts("errors", "pointer")).containsExactly("/items/0", "/items/1");
    String oneOfTwo = "{\"items\":[%s,%s]}".formatted(place(letters.get(1)), place(letters.get(2)));
    assertThat(jobs.post("/queues/all/dead-letters/replay", oneOfTwo).body().toString())
        .isEqualTo("{\"replayed\":1,\"unknown\":[%s]}".formatted(place(letters.get(1))));
    assertThat(jobs.post("/queues/all/dead-letters/replay", "{\"all\":true}").body().toString())
        .isEqualTo("{\"replayed\":9}");
    Map<String, Integer> attempts = new HashMap<>();
    for (int left = 10; left > 0; ) {
      Answer again = jobs.receive("all", 10);
      again
          .body()
          .path("items")
          .forEach(item ->
              attempts.put(item.at("/event/data/position").asText(), item.path("attempt").asInt()));
      jobs.settle("all", "ack", again.receipts());
      left -= again.receipts().size();
    }
    assertThat(attempts).hasSize(10);
    assertThat(attempts.values()).containsOnly(1);
    JsonNode standing = jobs.describe("all").body();
    assertThat(standing.path("deadLetters").asInt()).isZero();
    assertThat(standing.path("lag").asInt()).isZero();
  }

  private static String place(JsonNode letter) {
    return "{\"partition\":%d,\"offset\":%d}"
        .formatted(letter.path("partition").asInt(), letter.path("offset").asLong());
  }

  @Test
  void a_filter_leaves_events_out_without_a_word() {
    QueueClient jobs = stream("filtered-jobs");
    jobs.define("large", "{\"filter\":\"data.position > 30\"}");
    append(jobs, 40);
    assertThat(drain(jobs, "large", 9))
        .containsExactlyInAnyOrderElementsOf(numbers(40).subList(30, 40));
    assertThat(jobs.describe("large").body().path("lag").asInt()).isZero();
    Answer refused = jobs.define("wrong", "{\"filter\":\"data.sise > 30\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid-filter");
    assertThat(refused.body().path("detail").asText())
        .contains("must be a condition in CEL")
        .contains("sise");
    assertThat(refused.texts("errors", "pointer")).containsExactly("/filter");
    assertThat(jobs.define("wrong", "{\"filter\":\"\"}").code()).isEqualTo("invalid-filter");
    assertThat(jobs.describe("wrong").status()).isEqualTo(404);
  }

  @Test
  void in_the_order_of_keys_one_event_of_a_key_is_out_and_a_nack_holds_back_its_key_only() {
    QueueClient jobs = stream("ordered-jobs");
    jobs.define("all", "{\"ordered\":\"key\"}");
    jobs.append("c-1", 1, 2, 3);
    jobs.append("c-2", 4, 5);
    List<JsonNode> first = items(jobs, 2);
    assertThat(positions(first)).containsExactlyInAnyOrder("1", "4");
    String one = receiptOf(first, "1");
    jobs.settle("all", "nack", List.of(one), "\"delay\":\"PT1S\"");
    jobs.settle("all", "ack", List.of(receiptOf(first, "4")));
    List<JsonNode> second = items(jobs, 1);
    assertThat(positions(second)).containsExactly("5");
    List<JsonNode> third = items(jobs, 1);
    assertThat(positions(third)).as("after its delay").containsExactly("1");
    jobs.settle("all", "reject", List.of(receiptOf(third, "1")));
    assertThat(positions(items(jobs, 1))).as("its key goes on").containsExactly("2");
  }

  private static List<JsonNode> items(QueueClient jobs, int count) {
    List<JsonNode> items = new ArrayList<>();
    while (items.size() < count) {
      Answer received = jobs.receive("all", 100);
      assertThat(received.receipts()).isNotEmpty();
      received.body().path("items").forEach(items::add);
    }
    return items;
  }

  private static List<String> positions(List<JsonNode> items) {
    return items.stream().map(item -> item.at("/event/data/position").asText()).toList();
  }

  private static String receiptOf(List<JsonNode> items, String position) {
    return items.stream()
        .filter(item -> item.at("/event/data/position").asText().equals(position))
        .findFirst()
        .orElseThrow()
        .path("receipt")
        .asText();
  }

  @Test
  void a_worker_that_waits_is_woken_by_an_event() throws Exception {
    QueueClient jobs = stream("awaited-jobs");
    jobs.define("all", "{}");
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int worker = 0; worker < 5; worker++) {
      waiting.add(jobs.postLater("/queues/all/receive", "{\"wait\":\"PT25S\"}"));
    }
    for (int number = 1; number <= 5; number++) {
      jobs.append("c-" + number, number);
    }
    List<String> got = new ArrayList<>();
    for (CompletableFuture<Answer> each : waiting) {
      // far less than the wait, and than the interval in which it would look by itself
      got.addAll(each.get(4, TimeUnit.SECONDS).data("position"));
    }
    assertThat(got).containsExactlyInAnyOrderElementsOf(numbers(5));
  }

  @Test
  void a_worker_that_waits_in_vain_gets_nothing() {
    QueueClient jobs = stream("vain-jobs");
    jobs.define("all", "{}");
    long began = System.nanoTime();
    Answer nothing = jobs.receive("all", "{\"wait\":\"PT0.5S\"}");
    assertThat(nothing.status()).isEqualTo(200);
    assertThat(nothing.body().toString()).isEqualTo("{\"items\":[]}");
    assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(450));
  }

  private static void append(QueueClient jobs, int count) {
    for (int number = 1; number <= count; number++) {
      assertThat(jobs.append("c-" + number % 11, number).status()).isEqualTo(200);
    }
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  /** Acknowledges all that the queue has; the positions of these jobs. */
  private static List<String> drain(QueueClient jobs, String queue, int max) {
    List<String> seen = new ArrayList<>();
    Answer received = jobs.receive(queue, max);
    while (!received.receipts().isEmpty()) {
      seen.addAll(received.data("position"));
      Answer acked = jobs.settle(queue, "ack", received.receipts());
      assertThat(acked.status()).isEqualTo(200);
      received = jobs.receive(queue, "{\"max\":%d,\"wait\":\"PT0.3S\"}".formatted(max));
    }
    return seen;
  }
}
