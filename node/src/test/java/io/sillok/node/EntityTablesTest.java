package io.sillok.node;

import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.TableClient.Answer;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.Note;
import io.sillok.node.account.AccountCommand.PayOut;
import io.sillok.node.account.EvolvedAccountModule;
import io.sillok.node.account.ForgetfulAccountModule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of entities as a table. */
final class EntityTablesTest {

  private static final int ACCOUNTS = 60;

  @TempDir private Path data;

  @Test
  void every_row_is_what_its_entity_says_of_itself() {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      Random random = new Random(20_260_131);
      work(node, random, 150);
      assertTableIsEntities(client);
      work(node, random, 150);
      assertTableIsEntities(client);
    }
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      assertTableIsEntities(client);
      work(node, new Random(7), 100);
      assertTableIsEntities(client);
      JsonNode verification = client.post("/v1/tables/account/verify", "").ok();
      assertThat(verification.path("equal").asBoolean()).as(verification.toString()).isTrue();
      assertThat(verification.path("rows").asInt()).isEqualTo(ids(client).size());
      assertThat(client.rows("/v1/tables/account?atLeast=" + text(verification, "position")))
          .hasSameSizeAs(ids(client).entrySet());
    }
  }

  @Test
  void a_row_can_be_read_as_of_a_position_of_any_stream_of_its_type_and_commanded_by_its_tag() {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      execute(node, "a/1", command(new Deposit(5)));
      execute(node, "a/1", command(new Note("x", 2)));
      for (String stream : new String[] {"account.deposited", "account.noted"}) {
        JsonNode row = client.get("/v1/tables/account/a%2F1?atLeast=" + end(client, stream)).ok();
        assertThat(row.at("/value/balance").asInt()).isEqualTo(5);
        assertThat(row.path("sequenceNumber").asInt()).isEqualTo(3);
      }
      Answer row = client.get("/v1/tables/account/a%2F1");
      assertThat(row.header("ETag")).isEqualTo("\"3\"");

      Answer deposit =
          client.post(
              "/v1/entities/account/a%2F1/commands/deposit",
              "{\"amount\": 1}", "If-Match", row.header("ETag"));
      assertThat(deposit.status()).isEqualTo(200);
      Answer late =
          client.post(
              "/v1/entities/account/a%2F1/commands/deposit",
              "{\"amount\": 1}", "If-Match", row.header("ETag"));
      assertThat(late.status()).isEqualTo(412);
    }
  }

  @Test
  void a_module_with_another_state_has_its_table_built_anew() {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      execute(node, "a", command(new Deposit(5)));
      execute(node, "a", command(new Deposit(6)));
      assertThat(row(client, "a").path("value").toString())
          .isEqualTo("{\"balance\":11,\"changes\":2}");
    }
    NodeConfig evolved = TestNodes.config(data).modules(new EvolvedAccountModule());
    try (SillokNode node = SillokNode.start(evolved)) {
      assertThat(row(new TableClient(node), "a").path("value").toString())
          .isEqualTo("{\"balance\":11,\"changes\":2,\"deposits\":2}");
    }
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(row(new TableClient(node), "a").path("value").toString())
          .isEqualTo("{\"balance\":11,\"changes\":2}");
    }
  }

  @Test
  void a_table_that_cannot_go_on_says_why_instead_of_what_it_had() {
    try (SillokNode node = TestNodes.start(data)) {
      execute(node, "a", command(new Deposit(5)));
      assertThat(new TableClient(node).get("/v1/tables/account/a").status()).isEqualTo(200);
    }
    NodeConfig forgetful = TestNodes.config(data).modules(new ForgetfulAccountModule());
    try (SillokNode node = SillokNode.start(forgetful)) {
      Answer refused = new TableClient(node).get("/v1/tables/account/a");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("table-stuck");
      assertThat(refused.json().path("detail").asText())
          .contains("account.deposited", "load the module");
      assertThat(new TableClient(node).get("/v1/tables/account").code()).isEqualTo("table-stuck");
    }
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(row(new TableClient(node), "a").at("/value/balance").asInt()).isEqualTo(5);
    }
  }

  private static JsonNode row(TableClient client, String id) {
    return client
        .get("/v1/tables/account/%s?atLeast=%s".formatted(id, end(client, "account.deposited")))
        .ok();
  }

  private static void work(SillokNode node, Random random, int commands) {
    for (int number = 0; number < commands; number++) {
      String id = "a-" + random.nextInt(ACCOUNTS);
      execute(
          node,
          id,
          command(
              switch (random.nextInt(4)) {
                case 0 -> new PayOut(1 + random.nextInt(3));
                case 1 -> new Note("n", 1 + random.nextInt(4));
                default -> new Deposit(random.nextInt(100));
              }));
    }
  }

  private static void assertTableIsEntities(TableClient client) {
    String position = end(client, "account.deposited");
    Map<String, JsonNode> rows = client.rows("/v1/tables/account?limit=17&atLeast=" + position);
    Map<String, JsonNode> entities = ids(client);
    assertThat(rows.keySet()).isEqualTo(entities.keySet()).hasSizeGreaterThan(10);
    rows.forEach((id, row) -> {
      JsonNode entity = requireNonNull(entities.get(id));
      assertThat(row.path("value")).as(id).isEqualTo(entity.path("state"));
      assertThat(row.path("time")).as(id).isEqualTo(entity.path("time"));
      assertThat(row.path("sequenceNumber")).as(id).isEqualTo(entity.path("sequenceNumber"));
      assertThat(client.get("/v1/tables/account/" + id).ok()).isEqualTo(row);
    });
  }

  /** What each entity says of itself, by id. */
  private static Map<String, JsonNode> ids(TableClient client) {
    Map<String, JsonNode> entities = new TreeMap<>();
    client
        .get("/v1/entities/account?limit=1000")
        .ok()
        .path("ids")
        .forEach(id ->
            entities.put(id.asText(), client.get("/v1/entities/account/" + id.asText()).ok()));
    return entities;
  }

  /** A position behind all that the entities have recorded so far. */
  private static String end(TableClient client, String stream) {
    String next = "start";
    for (boolean more = true; more; ) {
      JsonNode page =
          client.get("/v1/streams/%s/events?limit=1000&from=%s".formatted(stream, next)).ok();
      next = text(page, "next");
      more = page.path("events").size() == 1000;
    }
    return next;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText();
  }
}
