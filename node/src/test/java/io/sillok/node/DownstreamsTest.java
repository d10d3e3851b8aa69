package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.account.AccountModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of declared projections that become commands to entities, on a running node. */
final class DownstreamsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SALES =
      """
      {"kind": "keyed", "key": "shop", "eventTime": "soldAt",
       "schema": {"type": "record", "name": "ItemSold", "fields": [
         {"name": "shop", "type": "string"},
         {"name": "cents", "type": "long"},
         {"name": "soldAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;
  private static final String PER_MINUTE =
      """
      {"stream": "item-sold",
       "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
       "aggregates": {"cents": {"function": "sum", "field": "cents"}%s},
       "downstream": [%s]}
      """;
  private static final String DEPOSIT =
      """
      {"name": "pay-in", "entity": "account", "command": "deposit",
       "body": {"amount": "data.values.cents"}}
      """;
  private static final String PAY_OUT =
      """
      {"name": "pay-out", "when": "data.values.cents != 7", "attempts": 2,
       "entity": "account", "id": "data.key", "command": "pay-out",
       "body": {"amount": "data.values.cents"}}
      """;

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeEach
  void start() throws Exception {
    begin();
    assertThat(http.put("/streams/item-sold", SALES).status()).isEqualTo(201);
  }

  private void begin() {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new AccountModule())
                .settings(
                    Map.of(
                        "sillok.persistence.partitions",
                        "4",
                        "sillok.node.streams.time.idle-after",
                        "1 h",
                        "sillok.node.projections.wake-interval",
                        "200 ms")));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void each_result_becomes_one_command_whatever_restarts() throws Exception {
    declare(PER_MINUTE.formatted("", DEPOSIT), 201);
    Map<String, Long> sold = new TreeMap<>();
    for (int round = 0; round < 3; round++) {
      for (int minute = round * 10; minute < round * 10 + 10; minute++) {
        for (int shop = 0; shop < 6; shop++) {
          sell("shop-" + shop, minute * 60 + shop, 100 + minute);
          sold.merge("shop-" + shop, 100L + minute, Long::sum);
        }
      }
      advance(TEN.plusSeconds(round * 600 + 600));
      node.close(); // some of it may be under way
      begin();
    }
    seal();
    eventually(() -> balances(sold.keySet()).equals(sold));
    eventually(() -> downstream("pay-in").path("waiting").asLong() == 0);
    assertThat(downstream("pay-in").path("parked").asLong()).isZero();
    for (String shop : sold.keySet()) {
      assertThat(changes(shop)).as("commands to " + shop).isEqualTo(30);
    }
  }

  @Test
  void what_an_entity_rejects_is_parked_with_the_reason_and_others_go_on() throws Exception {
    deposit("poor", 5);
    deposit("rich", 1_000);
    declare(PER_MINUTE.formatted("", PAY_OUT), 201);
    sell("poor", 0, 50);
    sell("poor", 60, 3);
    sell("poor", 120, 7);
    sell("rich", 0, 50);
    seal();
    eventually(() -> balance("rich") == 950);
    eventually(() -> downstream("pay-out").path("parked").asLong() == 1);
    eventually(() -> balance("poor") == 2);
    JsonNode letters =
        get("/streams/projection-sales/queues/downstream-pay-out/dead-letters").at("/deadLetters");
    assertThat(letters.at("/0/reason").asText()).contains("not-covered", "account/poor");
    assertThat(letters.at("/0/attempts").asInt()).isEqualTo(2);

    deposit("poor", 100);
    assertThat(
            http.post(
                    "/streams/projection-sales/queues/downstream-pay-out/dead-letters/replay",
                    "{\"all\": true}")
                .status())
        .isEqualTo(200);
    eventually(() -> balance("poor") == 52);
    assertThat(downstream("pay-out").path("parked").asLong()).isZero();
  }

  @Test
  void another_downstream_changes_neither_the_version_nor_what_was_handed_over() throws Exception {
    declare(PER_MINUTE.formatted("", DEPOSIT), 201);
    sell("a", 0, 10);
    advance(TEN.plusSeconds(60));
    eventually(() -> balance("a") == 10);
    declare(
        PER_MINUTE.formatted(
            "", DEPOSIT.replace("\"data.values.cents\"", "\"data.values.cents * 2\"")),
        200);
    assertThat(get("/projections/sales").path("version").asInt()).isEqualTo(1);
    assertThat(get("/projections/sales").at("/declaration/downstream/0/body/amount").asText())
        .isEqualTo("data.values.cents * 2");
    node.close();
    begin();
    sell("a", 60, 10);
    advance(TEN.plusSeconds(120));
    eventually(() -> balance("a") == 30);
    assertThat(changes("a")).isEqualTo(2);
  }

  @Test
  void the_next_version_hands_over_what_comes_behind_what_was_handed_over() throws Exception {
    declare(PER_MINUTE.formatted("", DEPOSIT), 201);
    for (int minute = 0; minute < 5; minute++) {
      for (int shop = 0; shop < 8; shop++) {
        sell("shop-" + shop, minute * 60, 1);
      }
    }
    advance(TEN.plusSeconds(240));
    List<String> shops = IntStream.range(0, 8).mapToObj(shop -> "shop-" + shop).toList();
    eventually(() -> shops.stream().allMatch(shop -> balance(shop) == 4));
    declare(PER_MINUTE.formatted(", \"items\": {\"function\": \"count\"}", DEPOSIT), 200);
    eventually(() -> get("/projections/sales").path("version").asInt() == 2);
    seal();
    eventually(() -> shops.stream().allMatch(shop -> balance(shop) == 5));
    eventually(() -> downstream("pay-in").path("waiting").asLong() == 0);
    for (String shop : shops) {
      assertThat(changes(shop)).as("commands to " + shop).isEqualTo(5);
    }
  }

  @Test
  void a_downstream_of_another_definition_gets_what_that_tells() throws Exception {
    declare(PER_MINUTE.formatted("", ""), 201);
    sell("a", 0, 10);
    advance(TEN.plusSeconds(60));
    eventually(() -> told("projection-sales") == 1);
    declare(PER_MINUTE.formatted(", \"items\": {\"function\": \"count\"}", DEPOSIT), 200);
    sell("a", 60, 20);
    eventually(() -> get("/projections/sales").path("version").asInt() == 2);
    advance(TEN.plusSeconds(120));
    eventually(() -> balance("a") == 20);
    seal();
    eventually(() -> downstream("pay-in").path("waiting").asLong() == 0);
    assertThat(changes("a")).as("what was told before there was a downstream").isEqualTo(1);
  }

  @Test
  void two_changes_in_a_row_hand_nothing_over_twice_and_leave_nothing_behind() throws Exception {
    deposit("poor", 1);
    declare(PER_MINUTE.formatted("", PAY_OUT.replace("\"attempts\": 2", "\"attempts\": 50")), 201);
    deposit("rich", 1_000);
    sell("poor", 0, 50); // not covered, so it waits
    sell("rich", 0, 50);
    advance(TEN.plusSeconds(60));
    eventually(() -> balance("rich") == 950);
    String items = ", \"items\": {\"function\": \"count\"}";
    declare(PER_MINUTE.formatted(items, PAY_OUT), 200);
    declare(PER_MINUTE.formatted(items + items.replace("items", "more"), PAY_OUT), 200);
    eventually(() -> get("/projections/sales").path("version").asInt() == 3);
    sell("rich", 60, 30);
    seal();
    eventually(() -> balance("rich") == 920);
    JsonNode old = get("/projections/sales").at("/downstream/1");
    assertThat(old.path("stream").asText()).isEqualTo("projection-sales");
    assertThat(old.path("waiting").asInt()).isEqualTo(1);
    String queue = "/streams/projection-sales/queues/downstream-pay-out";
    assertThat(http.post(queue + "/receive", "{}").status()).isEqualTo(409);
    assertThat(http.delete(queue).status()).isEqualTo(409);

    deposit("poor", 100); // the first version's result is still handed over
    eventually(() -> balance("poor") == 51);
    eventually(() -> get("/projections/sales").path("downstream").size() == 1);
    assertThat(changes("rich")).as("a deposit, and a coin each").isEqualTo(1 + 50 + 30);
  }

  @Test
  void the_last_results_of_windows_that_the_version_before_left_open_come_from_the_next()
      throws Exception {
    String late =
        PER_MINUTE.replace(
            "\"PT0S\", \"allowedLateness\": \"PT0S\"",
            "\"PT0S\", \"allowedLateness\": \"PT5M\", \"emit\": \"updates\"");
    assertThat(late).contains("PT5M");
    declare(late.formatted("", DEPOSIT), 201);
    sell("a", 0, 1);
    advance(TEN.plusSeconds(61));
    eventually(() -> balance("a") == 1);
    declare(late.formatted(", \"items\": {\"function\": \"count\"}", DEPOSIT), 200);
    eventually(() -> get("/projections/sales").path("version").asInt() == 2);
    sell("a", 30, 10); // late, admitted
    seal();
    eventually(() -> balance("a") == 12);
    eventually(() -> downstream("pay-in").path("waiting").asLong() == 0);
    assertThat(changes("a")).as("on time from the first, final from the second").isEqualTo(2);
  }

  @Test
  void a_next_version_that_waits_for_less_ends_the_windows_that_the_one_before_had_open()
      throws Exception {
    String updates =
        PER_MINUTE.replace(
            "\"allowedLateness\": \"PT0S\"",
            "\"allowedLateness\": \"PT5M\", \"emit\": \"updates\"");
    declare(updates.formatted("", DEPOSIT), 201);
    sell("a", 0, 3);
    advance(TEN.plusSeconds(61));
    eventually(() -> balance("a") == 3);
    declare(PER_MINUTE.formatted("", DEPOSIT), 200);
    eventually(() -> get("/projections/sales").path("version").asInt() == 2);
    eventually(() -> balance("a") == 6);
    eventually(() -> downstream("pay-in").path("waiting").asLong() == 0);
    assertThat(changes("a")).as("on time, and then final").isEqualTo(2);
  }

  @Test
  void behind_a_seal_the_next_version_has_nothing_to_hand_over_and_does_not_stand_still()
      throws Exception {
    declare(PER_MINUTE.formatted("", DEPOSIT), 201);
    sell("a", 0, 10);
    seal();
    eventually(() -> balance("a") == 10);
    eventually(() -> get("/projections/sales").path("sealed").asBoolean());
    declare(PER_MINUTE.formatted(", \"items\": {\"function\": \"count\"}", DEPOSIT), 200);
    eventually(() -> get("/projections/sales").path("version").asInt() == 2);
    eventually(() -> told("projection-sales-v2") == 1);
    eventually(() -> downstream("pay-in").path("waiting").asLong(-1) == 0);
    assertThat(downstream("pay-in").has("trouble")).isFalse();
    assertThat(changes("a")).isEqualTo(1);
  }

  @Test
  void nobody_else_moves_the_time_of_results_or_takes_the_names_of_queues() throws Exception {
    declare(PER_MINUTE.formatted("", ""), 201);
    var time = http.post("/streams/projection-sales/time", "{\"seal\": true}");
    assertThat(time.json().path("code").asText()).isEqualTo("stream-of-projection");
    var queue = http.put("/streams/projection-sales/queues/downstream-mine", "{}");
    assertThat(queue.json().path("code").asText()).isEqualTo("queue-of-projection");
  }

  private long told(String stream) {
    return get("/streams/" + stream + "/events?limit=1000").path("events").size();
  }

  @Test
  void all_that_is_wrong_is_told_at_once_with_its_place() throws Exception {
    var answer =
        http.put(
            "/projections/sales",
            PER_MINUTE.formatted(
                "",
                """
                {"name": "Pay in", "entity": "acount", "command": "deposit"},
                {"name": "b", "entity": "account", "command": "deposit"},
                {"name": "b", "entity": "account", "command": "deposits", "when": "data.cents"},
                {"name": "c", "entity": "account", "command": "deposit",
                 "body": {"amount": "data.values.sense", "sum": 1}, "secret": "x"},
                {"name": "d", "webhook": "ftp://x", "secret": "x", "attempts": 0},
                {"name": "e", "webhook": "http://x", "retries": 2}
                """));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(pointers(answer.json()))
        .containsExactlyInAnyOrder(
            "/downstream/0/name",
            "/downstream/2/name",
            "/downstream/3/secret",
            "/downstream/4/webhook",
            "/downstream/4/attempts",
            "/downstream/5/retries",
            "/downstream/5/secret",
            "/downstream/0/entity",
            "/downstream/1/body/amount",
            "/downstream/2/command",
            "/downstream/2/when",
            "/downstream/3/body/amount",
            "/downstream/3/body/sum",
            "/downstream/4/secret");

    answer =
        http.put(
            "/projections/sales",
            PER_MINUTE.formatted(
                "",
                """
                {"name": "a", "entity": "acount", "command": "deposit"},
                {"name": "b", "entity": "account", "command": "deposits", "when": "data.cents"},
                {"name": "c", "entity": "account", "command": "deposit",
                 "body": {"amount": "data.values.sense", "sum": 1}},
                {"name": "d", "entity": "account", "command": "deposit", "id": "[1]"},
                {"name": "e", "webhook": "http://example.com", "secret": "x"}
                """));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(pointers(answer.json()))
        .containsExactlyInAnyOrder(
            "/downstream/0/entity",
            "/downstream/1/command",
            "/downstream/1/when",
            "/downstream/2/body/amount",
            "/downstream/2/body/sum",
            "/downstream/3/body/amount",
            "/downstream/3/id",
            "/downstream/4/secret");
    assertThat(answer.json().toString()).contains("did you mean account?", "sillok.node.webhooks");
    assertThat(http.get("/projections").path("projections")).isEmpty();
  }

  @Test
  void values_that_can_never_be_those_of_the_command_are_refused() throws Exception {
    var answer =
        http.put(
            "/projections/sales",
            PER_MINUTE.formatted(
                "",
                """
                {"name": "a", "entity": "account", "command": "deposit",
                 "body": {"amount": "data.key"}},
                {"name": "b", "entity": "account", "command": "deposit", "body": {"amount": true}},
                {"name": "c", "entity": "account", "command": "deposit", "body": {"amount": 1.5}},
                {"name": "d", "entity": "account", "command": "note",
                 "body": {"text": "data.count", "times": "data.end"}},
                {"name": "e", "entity": "account", "command": "note",
                 "body": {"text": "data.key", "times": "data.values.cents"}}
                """));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(pointers(answer.json()))
        .containsExactlyInAnyOrder(
            "/downstream/0/body/amount",
            "/downstream/1/body/amount",
            "/downstream/2/body/amount",
            "/downstream/3/body/text",
            "/downstream/3/body/times");
    assertThat(answer.json().toString()).contains("is a text, but must be a whole number");
  }

  @Test
  void results_that_are_taken_back_become_commands_if_they_are_asked_for() throws Exception {
    String visits =
        """
        {"stream": "item-sold", "window": {"kind": "session", "gap": "PT10S"},
         "outOfOrderness": "PT0S", "allowedLateness": "PT5M", "emit": "updates",
         "aggregates": {"cents": {"function": "sum", "field": "cents"}},
         "downstream": [
           {"name": "taken-back", "when": "data.kind == 'RETRACT'",
            "entity": "account", "command": "deposit", "body": {"amount": %s}}]}
        """;
    var unguarded = http.put("/projections/sales", visits.formatted("\"data.values.cents\""));
    assertThat(pointers(unguarded.json())).containsExactly("/downstream/0/body/amount");
    declare(visits.formatted("1000"), 201);
    sell("a", 0, 1);
    sell("a", 15, 2);
    advance(TEN.plusSeconds(40));
    eventually(() -> told("projection-sales") == 2);
    sell("a", 8, 4); // joins the two sessions
    seal();
    eventually(() -> balance("a") == 2_000);
    eventually(() -> downstream("taken-back").path("waiting").asLong() == 0);
    assertThat(changes("a")).isEqualTo(2);
  }

  @Test
  void nobody_else_works_at_its_queue() throws Exception {
    declare(PER_MINUTE.formatted("", DEPOSIT), 201);
    String queue = "/streams/projection-sales/queues/downstream-pay-in";
    eventually(() -> downstream("pay-in").has("queue"));
    assertThat(http.post(queue + "/receive", "{}").status()).isEqualTo(409);
    assertThat(http.put(queue, "{}").status()).isEqualTo(409);
    assertThat(http.delete(queue).json().path("code").asText()).isEqualTo("queue-of-projection");
    declare(PER_MINUTE.formatted("", ""), 200);
    assertThat(http.delete(queue).status()).isEqualTo(204);
  }

  private static List<String> pointers(JsonNode problem) {
    List<String> pointers = new ArrayList<>();
    problem.path("errors").forEach(error -> pointers.add(error.path("pointer").asText()));
    return pointers;
  }

  private void declare(String document, int status) throws Exception {
    var answer = http.put("/projections/sales", document);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
  }

  private JsonNode downstream(String name) {
    for (JsonNode each : get("/projections/sales").path("downstream")) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("There is no downstream " + name);
  }

  private Map<String, Long> balances(Iterable<String> accounts) {
    Map<String, Long> balances = new TreeMap<>();
    accounts.forEach(account -> balances.put(account, balance(account)));
    return balances;
  }

  private long balance(String account) {
    return get("/entities/account/" + account).at("/state/balance").asLong();
  }

  /** So many events the account has. */
  private long changes(String account) {
    return get("/entities/account/" + account).path("sequenceNumber").asLong();
  }

  private void deposit(String account, long amount) throws Exception {
    assertThat(
            http.post(
                    "/entities/account/" + account + "/commands/deposit",
                    "{\"amount\": %d}".formatted(amount))
                .status())
        .isEqualTo(200);
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private void sell(String shop, int second, long cents) throws Exception {
    assertThat(
            http.post(
                    "/streams/item-sold/events",
                    "{\"shop\": \"%s\", \"cents\": %d, \"soldAt\": \"%s\"}"
                        .formatted(shop, cents, TEN.plusSeconds(second)))
                .status())
        .isEqualTo(200);
  }

  private void advance(Instant time) throws Exception {
    assertThat(
            http.post("/streams/item-sold/time", "{\"advanceTo\": \"%s\"}".formatted(time))
                .status())
        .isEqualTo(200);
  }

  private void seal() throws Exception {
    assertThat(http.post("/streams/item-sold/time", "{\"seal\": true}").status()).isEqualTo(200);
  }
}
