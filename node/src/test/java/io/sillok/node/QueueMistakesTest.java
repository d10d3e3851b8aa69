package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.QueueClient.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in requests about queues is told, and changes nothing. */
@TestInstance(Lifecycle.PER_CLASS)
final class QueueMistakesTest {

  @TempDir private static Path data;

  private SillokNode node;
  private QueueClient jobs;

  @BeforeAll
  void start() {
    node = TestNodes.start(data);
    jobs = new QueueClient(node, "jobs");
    assertThat(jobs.declare().status()).isEqualTo(201);
    assertThat(jobs.define("all", "{}").status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private Answer refused(Supplier<Answer> request) {
    return QueueRefusals.refused(jobs, request);
  }

  private void assertRefused(Supplier<Answer> request, String pointer, String code) {
    QueueRefusals.assertRefused(jobs, request, pointer, code);
  }

  @Test
  void the_stream_and_the_queue_must_be_there() {
    QueueClient nothing = new QueueClient(node, "nothing");
    assertThat(QueueRefusals.refused(nothing, () -> nothing.define("all", "{}")).code())
        .isEqualTo("unknown-stream");
    assertThat(QueueRefusals.refused(nothing, () -> nothing.receive("all", "{}")).code())
        .isEqualTo("unknown-stream");
    assertThat(jobs.describe("none").status()).isEqualTo(404);
    for (String verb : List.of("receive", "ack", "nack", "reject", "extend")) {
      String body = verb.equals("receive") ? "{}" : "{\"receipts\":[\"x\"]}";
      assertThat(refused(() -> jobs.post("/queues/none/" + verb, body)).code())
          .as(verb)
          .isEqualTo("unknown-queue");
    }
    assertThat(jobs.get("/queues/none/dead-letters").code()).isEqualTo("unknown-queue");
  }

  @ParameterizedTest
  @CsvSource({"Mailer", "mailer-", "1mailer", "mai_ler"})
  void names_are_in_kebab_case(String name) {
    Answer answer = refused(() -> jobs.define(name, "{}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid-name");
  }

  @Test
  void a_name_has_at_most_60_characters() {
    assertThat(jobs.define("a".repeat(60), "{}").status()).isEqualTo(201);
    assertThat(refused(() -> jobs.define("a".repeat(61), "{}")).code()).isEqualTo("invalid-name");
    assertThat(jobs.delete("/queues/" + "a".repeat(60)).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lease\":\"PT0S\"}|/lease|out-of-range",
        "{\"lease\":\"P30D\"}|/lease|out-of-range",
        "{\"lease\":30}|/lease|wrong-type",
        "{\"maxAttempts\":0}|/maxAttempts|out-of-range",
        "{\"maxAttempts\":1001}|/maxAttempts|out-of-range",
        "{\"retryDelay\":\"-PT1S\"}|/retryDelay|out-of-range",
        "{\"ordered\":\"time\"}|/ordered|out-of-range",
        "{\"lees\":\"PT1S\"}|/lees|unknown-field"
      })
  void a_definition_is_within_bounds(String body, String pointer, String code) {
    assertRefused(() -> jobs.define("bounded", body), pointer, code);
    assertRefused(() -> jobs.define("all", body), pointer, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max\":0}|/max|out-of-range",
        "{\"max\":1001}|/max|out-of-range",
        "{\"wait\":\"PT26S\"}|/wait|out-of-range",
        "{\"wait\":\"soon\"}|/wait|wrong-type",
        "{\"wait\":5}|/wait|wrong-type",
        "{\"lease\":\"PT0.01S\"}|/lease|out-of-range",
        "{\"wait\":\"PT1S\",\"most\":3}|/most|unknown-field"
      })
  void what_a_worker_wants_is_within_bounds(String body, String pointer, String code) {
    jobs.append("c-3", 1); // so that there is something to take
    assertRefused(() -> jobs.receive("all", body), pointer, code);
  }

  @Test
  void a_field_that_is_not_known_is_told_with_all_that_are() {
    Answer answer = refused(() -> jobs.receive("all", "{\"bogus\":1}"));
    assertThat(answer.body().path("detail").asText())
        .contains("\"bogus\" is not known")
        .contains("max, wait, lease");
  }

  @Test
  void events_without_a_key_have_no_order_by_key() {
    QueueClient seen = new QueueClient(node, "seen");
    seen.put(
        "",
        """
        {"kind": "unkeyed", "schema": {"type": "record", "name": "Seen", "fields": [
          {"name": "seconds", "type": "int"}]}}\
        """);
    Supplier<Answer> byKey = () -> seen.define("all", "{\"ordered\":\"key\"}");
    QueueRefusals.assertRefused(seen, byKey, "/ordered", "out-of-range");
    assertThat(byKey.get().body().path("detail").asText()).contains("have no key");
    assertThat(seen.define("all", "{\"ordered\":\"none\"}").status()).isEqualTo(201);
  }

  @Test
  void a_body_that_is_no_json_is_told() {
    assertThat(refused(() -> jobs.receive("all", "{max:1}")).code()).isEqualTo("malformed-json");
    assertThat(jobs.receive("all", "").status()).as("no body").isEqualTo(200);
    assertThat(refused(() -> jobs.define("all", "[]")).status()).isEqualTo(422);
  }

  @Test
  void receipts_of_others_and_what_is_none_are_told() {
    jobs.define("other", "{}");
    jobs.append("c-1", 1);
    List<String> foreign = jobs.receive("other", 1).receipts();
    List<String> own = jobs.receive("all", 1).receipts();
    List<String> mixed = List.of(own.getFirst(), foreign.getFirst(), "nonsense");
    Answer refused = refused(() -> jobs.settle("all", "ack", mixed));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid-receipt");
    assertThat(refused.texts("errors", "pointer")).containsExactly("/receipts/1", "/receipts/2");
    assertThat(jobs.settle("all", "ack", own).status()).as("nothing was done").isEqualTo(200);

    jobs.delete("/queues/other");
    jobs.define("other", "{}");
    assertThat(refused(() -> jobs.settle("other", "ack", foreign)).code())
        .as("of a queue that had the name")
        .isEqualTo("invalid-receipt");
  }

  @Test
  void receipts_are_one_to_a_thousand() {
    assertRefused(() -> jobs.settle("all", "ack", List.of()), "/receipts", "out-of-range");
    List<String> many = IntStream.rangeClosed(0, 1000).mapToObj(number -> "r" + number).toList();
    assertRefused(() -> jobs.settle("all", "ack", many), "/receipts", "out-of-range");
    jobs.append("c-4", 1);
    List<String> leased = jobs.receive("all", 1).receipts();
    assertThat(leased).hasSize(1);
    String delay = "\"delay\":\"P2D\"";
    assertRefused(() -> jobs.settle("all", "nack", leased, delay), "/delay", "out-of-range");
    String lease = "\"lease\":\"P2D\"";
    assertRefused(() -> jobs.settle("all", "extend", leased, lease), "/lease", "out-of-range");
    String reason = "\"reason\":\"" + "y".repeat(1001) + '"';
    assertRefused(() -> jobs.settle("all", "reject", leased, reason), "/reason", "out-of-range");
    assertThat(jobs.settle("all", "ack", leased).status()).as("is still leased").isEqualTo(200);
  }

  @Test
  void some_receipts_may_count_and_others_not() {
    jobs.define("mixed", "{\"from\":\"start\"}");
    jobs.append("c-7", 1, 2);
    List<String> receipts = jobs.receive("mixed", 2).receipts();
    jobs.settle("mixed", "reject", List.of(receipts.getFirst()));
    Answer some = jobs.settle("mixed", "ack", receipts);
    assertThat(some.status()).isEqualTo(207);
    assertThat(some.texts("results", "status")).containsExactly("settled", "acked");
    assertThat(some.texts("results", "receipt")).isEqualTo(receipts);
  }

  @Test
  void dead_letters_are_named_by_place_or_all_of_them() {
    String change = "/queues/all/dead-letters/replay";
    jobs.append("c-5", 1);
    jobs.settle("all", "reject", jobs.receive("all", 1).receipts());
    Answer neither = refused(() -> jobs.post(change, "{}"));
    assertThat(neither.status()).isEqualTo(422);
    assertThat(neither.body().path("detail").asText())
        .startsWith("The body must have either items");
    for (String body : List.of("{\"all\":false}", "{\"all\":true,\"items\":[]}")) {
      assertThat(refused(() -> jobs.post(change, body)).status()).as(body).isEqualTo(422);
    }
    String halfPlace = "{\"items\":[{\"partition\":1}]}";
    assertThat(refused(() -> jobs.post(change, halfPlace)).texts("errors", "pointer"))
        .containsExactly("/items/0/offset");
    String nowhere = "{\"items\":[{\"partition\":77,\"offset\":1}]}";
    Answer unknown = refused(() -> jobs.post(change, nowhere));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("unknown-dead-letter");
    assertThat(unknown.body().path("detail").asText()).contains("partition 77, offset 1");
    assertThat(jobs.post(change, "{\"all\":true}").body().toString()).isEqualTo("{\"replayed\":1}");
    String page = "/queues/all/dead-letters?";
    for (String parameter : List.of("after=nonsense!", "limit=0")) {
      assertThat(refused(() -> jobs.get(page + parameter)).code()).isEqualTo("invalid-parameter");
    }
  }

  @Test
  void events_are_sent_only_to_who_takes_them_as_they_come() {
    jobs.append("c-6", 1);
    for (String path : List.of("/queues/all/receive", "/queues/all/receive?max=0")) {
      assertThat(refused(() -> jobs.get(path)).status()).as(path).isEqualTo(406);
    }
  }

  @Test
  void the_start_must_be_a_place_in_the_stream() {
    Answer refused = refused(() -> jobs.define("placed", "{\"from\":\"yesterday\"}"));
    assertThat(refused.code()).isEqualTo("invalid-position");
    assertThat(refused.body().path("detail").asText()).contains("Field from");
  }

  @Test
  void a_retired_stream_has_no_new_queues_and_its_old_ones_go_on() {
    QueueClient old = new QueueClient(node, "old-jobs");
    old.declare();
    old.define("all", "{}");
    old.append("c-1", 1);
    assertThat(old.delete("").status()).isEqualTo(204);
    Answer refused = QueueRefusals.refused(old, () -> old.define("fresh", "{}"));
    assertThat(refused.status()).isEqualTo(410);
    assertThat(refused.code()).isEqualTo("stream-retired");
    assertThat(old.receive("all", 1).receipts()).hasSize(1);
    assertThat(old.define("all", "{\"lease\":\"PT1M\"}").status()).isEqualTo(200);
  }
}
