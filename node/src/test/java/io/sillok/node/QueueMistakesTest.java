package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.QueueClient.Answer;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void the_stream_and_the_queue_must_be_there() {
    QueueClient nothing = new QueueClient(node, "nothing");
    assertThat(nothing.define("all", "{}").code()).isEqualTo("unknown-stream");
    assertThat(nothing.receive("all", "{}").code()).isEqualTo("unknown-stream");
    assertThat(jobs.describe("none").status()).isEqualTo(404);
    for (String verb : List.of("receive", "ack", "nack", "reject", "extend")) {
      String body = verb.equals("receive") ? "{}" : "{\"receipts\":[\"x\"]}";
      assertThat(jobs.post("/queues/none/" + verb, body).code())
          .as(verb)
          .isEqualTo("unknown-queue");
    }
    assertThat(jobs.get("/queues/none/dead-letters").code()).isEqualTo("unknown-queue");
  }

  @ParameterizedTest
  @CsvSource({"Mailer", "mailer-", "1mailer", "mai_ler"})
  void names_are_in_kebab_case(String name) {
    assertThat(jobs.define(name, "{}").status()).isEqualTo(400);
    assertThat(jobs.define(name, "{}").code()).isEqualTo("invalid-name");
  }

  @Test
  void a_name_has_at_most_60_characters() {
    assertThat(jobs.define("a".repeat(60), "{}").status()).isEqualTo(201);
    assertThat(jobs.define("a".repeat(61), "{}").code()).isEqualTo("invalid-name");
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
    assertThat(jobs.define("bounded", body))
        .satisfies(answer -> assertRefused(answer, pointer, code));
    assertThat(jobs.describe("bounded").status()).isEqualTo(404);
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
    assertRefused(jobs.receive("all", body), pointer, code);
  }

  private static void assertRefused(Answer answer, String pointer, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid-body");
    assertThat(answer.texts("errors", "pointer")).containsExactly(pointer);
    assertThat(answer.texts("errors", "code")).containsExactly(code);
  }

  @Test
  void a_field_that_is_not_known_is_told_with_all_that_are() {
    assertThat(jobs.receive("all", "{\"bogus\":1}").body().path("detail").asText())
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
    Answer refused = seen.define("all", "{\"ordered\":\"key\"}");
    assertRefused(refused, "/ordered", "out-of-range");
    assertThat(refused.body().path("detail").asText()).contains("have no key");
    assertThat(seen.define("all", "{\"ordered\":\"none\"}").status()).isEqualTo(201);
  }

  @Test
  void a_body_that_is_no_json_is_told() {
    assertThat(jobs.receive("all", "{max:1}").code()).isEqualTo("malformed-json");
    assertThat(jobs.receive("all", "").status()).as("no body").isEqualTo(200);
    assertThat(jobs.define("all", "[]").status()).isEqualTo(422);
  }

  @Test
  void receipts_of_others_and_what_is_none_are_told() {
    jobs.define("other", "{}");
    jobs.append("c-1", 1);
    List<String> foreign = jobs.receive("other", 1).receipts();
    List<String> own = jobs.receive("all", 1).receipts();
    Answer refused =
        jobs.settle("all", "ack", List.of(own.getFirst(), foreign.getFirst(), "nonsense"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid-receipt");
    assertThat(refused.texts("errors", "pointer")).containsExactly("/receipts/1", "/receipts/2");
    assertThat(jobs.settle("all", "ack", own).status()).as("nothing was done").isEqualTo(200);

    jobs.delete("/queues/other");
    jobs.define("other", "{}");
    assertThat(jobs.settle("other", "ack", foreign).code())
        .as("of a queue that had the name")
        .isEqualTo("invalid-receipt");
  }

  @Test
  void receipts_are_one_to_a_thousand() {
    assertRefused(jobs.settle("all", "ack", List.of()), "/receipts", "out-of-range");
    List<String> many = IntStream.rangeClosed(0, 1000).mapToObj(number -> "r" + number).toList();
    assertRefused(jobs.settle("all", "ack", many), "/receipts", "out-of-range");
    assertRefused(
        jobs.settle("all", "nack", List.of("x"), "\"delay\":\"P2D\""), "/delay", "out-of-range");
    assertRefused(
        jobs.settle("all", "extend", List.of("x"), "\"lease\":\"P2D\""), "/lease", "out-of-range");
    assertRefused(
        jobs.settle("all", "reject", List.of("x"), "\"reason\":\"" + "y".repeat(1001) + '"'),
        "/reason",
        "out-of-range");
  }

  @Test
  void some_receipts_may_count_and_others_not() {
    jobs.define("mixed", "{\"from\":\"start\"}");
    jobs.append("c-7", 1, 2);
    List<String> receipts = jobs.receive("mixed", 2).receipts();
    assertThat(receipts).hasSize(2);
    jobs.settle("mixed", "reject", List.of(receipts.getFirst()));
    Answer some = jobs.settle("mixed", "ack", receipts);
    assertThat(some.status()).isEqualTo(207);
    assertThat(some.texts("results", "status")).containsExactly("settled", "acked");
    assertThat(some.texts("results", "receipt")).isEqualTo(receipts);
  }

  @Test
  void dead_letters_are_named_by_place_or_all_of_them() {
    String change = "/queues/all/dead-letters/replay";
    assertThat(jobs.post(change, "{}").status()).isEqualTo(422);
    assertThat(jobs.post(change, "{}").body().path("detail").asText())
        .startsWith("The body must have either items");
    assertThat(jobs.post(change, "{\"all\":false}").status()).isEqualTo(422);
    assertThat(jobs.post(change, "{\"all\":true,\"items\":[]}").status()).isEqualTo(422);
    assertThat(jobs.post(change, "{\"items\":[{\"partition\":1}]}").texts("errors", "pointer"))
        .containsExactly("/items/0/offset");
    Answer unknown = jobs.post(change, "{\"items\":[{\"partition\":77,\"offset\":1}]}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("unknown-dead-letter");
    assertThat(unknown.body().path("detail").asText()).contains("partition 77, offset 1");
    assertThat(jobs.post(change, "{\"all\":true}").body().toString()).isEqualTo("{\"replayed\":0}");
    assertThat(jobs.get("/queues/all/dead-letters?after=nonsense!").code())
        .isEqualTo("invalid-parameter");
    assertThat(jobs.get("/queues/all/dead-letters?limit=0").code()).isEqualTo("invalid-parameter");
  }

  @Test
  void events_are_sent_only_to_who_takes_them_as_they_come() {
    assertThat(jobs.get("/queues/all/receive").status()).isEqualTo(406);
    assertThat(jobs.get("/queues/all/receive?max=0").status()).isEqualTo(406);
  }

  @Test
  void the_start_must_be_a_place_in_the_stream() {
    Answer refused = jobs.define("placed", "{\"from\":\"yesterday\"}");
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
    Answer refused = old.define("fresh", "{}");
    assertThat(refused.status()).isEqualTo(410);
    assertThat(refused.code()).isEqualTo("stream-retired");
    assertThat(old.receive("all", 1).receipts()).hasSize(1);
    assertThat(old.define("all", "{\"lease\":\"PT1M\"}").status()).isEqualTo(200);
  }
}
