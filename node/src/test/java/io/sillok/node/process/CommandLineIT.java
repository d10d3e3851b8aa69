package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a node, both as processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandLineIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private NodeProcess node;

  @BeforeAll
  void start() {
    node =
        NodeLaunch.on(directory.resolve("data"))
            .with("--backups", directory.resolve("backups").toString())
            .start();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void a_command_is_answered_with_its_events_as_json() throws IOException {
    JsonNode answer =
        json(ask("command", "cart", "c-1", "add-item", "productId=p-1", "quantity=2"));
    assertThat(answer.path("sequenceNumber").asLong()).isEqualTo(1);
    assertThat(answer.at("/events/0/event").asText()).isEqualTo("item-added");
    assertThat(answer.at("/events/0/data/quantity").asInt()).isEqualTo(2);
  }

  @Test
  void a_body_comes_as_json_from_a_file_or_from_standard_input() throws IOException {
    String body = "{\"productId\":\"p-1\",\"quantity\":2}";
    Path file = Files.writeString(directory.resolve("item.json"), body);
    json(ask("command", "cart", "c-2", "add-item", body));
    json(ask("command", "cart", "c-2", "add-item", "@" + file));
    JsonNode third = json(at("command", "cart", "c-2", "add-item", "-").run(body));
    assertThat(third.path("sequenceNumber").asLong()).isEqualTo(3);
  }

  @Test
  void state_is_read_now_and_as_it_was() throws IOException {
    ask("command", "cart", "c-3", "add-item", "productId=p-1", "quantity=2");
    ask("command", "cart", "c-3", "add-item", "productId=p-2", "quantity=1");
    assertThat(json(ask("get", "cart", "c-3")).path("sequenceNumber").asLong()).isEqualTo(2);
    JsonNode first = json(ask("get", "cart", "c-3", "--sequence-number", "1"));
    assertThat(first.path("state").toString()).contains("p-1").doesNotContain("p-2");
    Ended longAgo = ask("get", "cart", "c-3", "--at", "2001-01-01T00:00:00Z");
    assertThat(longAgo.exitCode()).isEqualTo(4);
  }

  @Test
  void tables_are_for_people() {
    Ended command =
        ask("command", "cart", "c-4", "add-item", "productId=p-1", "quantity=2", "-o", "table");
    assertThat(command.out().getFirst()).isEqualTo("cart/c-4 is at sequence number 1");
    assertThat(String.join("\n", command.out())).contains("NUMBER", "item-added", "quantity=2");
    Ended state = ask("get", "cart", "c-4", "-o", "table");
    assertThat(state.out().getFirst()).startsWith("cart/c-4 at sequence number 1, ");
    assertThat(String.join("\n", state.out())).contains("FIELD", "p-1");
    assertThat(ask("events", "cart", "c-4", "-o", "table").out()).hasSize(2);
  }

  @Test
  void events_come_one_a_line_and_across_pages() throws IOException {
    for (int number = 0; number < 120; number++) {
      node.command(
          "cart/c-5", "add-item", "{\"productId\":\"p-%d\",\"quantity\":1}".formatted(number % 9));
    }
    Ended all = ask("events", "cart", "c-5");
    assertThat(all.exitCode()).isZero();
    assertThat(all.out()).hasSize(120);
    Ended some = ask("events", "cart", "c-5", "--from", "101", "--limit", "3");
    assertThat(some.out()).isEqualTo(all.out().subList(100, 103));
    Ended followed = ask("events", "cart", "c-5", "--from", "119", "--limit", "2", "--follow");
    assertThat(followed.out()).isEqualTo(all.out().subList(118, 120));
  }

  @Test
  void what_the_rules_refuse_ends_with_3() {
    Ended ended = ask("command", "cart", "c-6", "check-out");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().getFirst()).startsWith("sillok: ").contains("cart-empty");
  }

  @Test
  void a_body_of_the_wrong_shape_ends_with_2_and_names_the_fields() {
    Ended ended = ask("command", "cart", "c-6", "add-item", "productId=p-1", "quantity=two", "x=1");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(String.join("\n", ended.err())).contains("  /quantity: ", "  /x: ");
    assertThat(ask("command", "cart", "c-6", "add-item", "{\"produ").exitCode()).isEqualTo(2);
  }

  @Test
  void what_is_not_there_ends_with_4() {
    assertThat(ask("get", "cart", "nobody").exitCode()).isEqualTo(4);
    assertThat(ask("events", "cart", "nobody").exitCode()).isEqualTo(4);
    assertThat(ask("events", "nothing", "c-1").exitCode()).isEqualTo(4);
    assertThat(ask("command", "cart", "c-1", "juggle").exitCode()).isEqualTo(4);
  }

  @Test
  void a_conflict_ends_with_5_and_a_retry_does_not() throws IOException {
    String[] add = {"command", "cart", "c-7", "add-item", "productId=p-1", "quantity=1"};
    JsonNode once =
        json(at(add).with("--idempotency-key", "k", "--expected-sequence-number", "0").run());
    JsonNode again =
        json(at(add).with("--idempotency-key", "k", "--expected-sequence-number", "0").run());
    assertThat(again).isEqualTo(once);
    assertThat(at(add).with("--expected-sequence-number", "0").run().exitCode()).isEqualTo(5);
    Ended reused = ask("command", "cart", "c-7", "check-out", "--idempotency-key", "k");
    assertThat(reused.exitCode()).isEqualTo(5);
  }

  @Test
  void whoever_asks_for_json_gets_problems_as_json() throws IOException {
    Ended ended = ask("get", "cart", "nobody", "--output", "json");
    assertThat(JSON.readTree(ended.err().getFirst()).path("code").asText())
        .isEqualTo("entity-not-found");
  }

  @Test
  void ids_may_hold_any_character_that_is_not_a_control_character() throws IOException {
    String id = "a b/c?d=%+";
    json(ask("command", "cart", id, "add-item", "productId=p-1", "quantity=1"));
    assertThat(json(ask("get", "cart", id)).path("id").asText()).isEqualTo(id);
  }

  @Test
  void a_running_node_is_backed_up_and_its_logs_are_looked_at_in_the_backup() throws IOException {
    json(ask("command", "cart", "c-8", "add-item", "productId=p-1", "quantity=7"));
    JsonNode made = json(ask("backup", "monday"));
    Path backup = directory.resolve("backups/monday");
    assertThat(made.path("directory").asText()).isEqualTo(backup.toString());
    assertThat(ask("backup", "monday").err().getFirst())
        .contains("exists already; ", "(backup-exists)");
    Ended inUse =
        NodeLaunch.of("log", "list", "--data", directory.resolve("data").toString()).run();
    assertThat(inUse.exitCode()).isEqualTo(1);
    assertThat(inUse.err().getFirst()).contains("is in use by process ", "let it make a backup");
    Ended verified = NodeLaunch.of("log", "verify", "--data", backup.toString()).run();
    assertThat(verified.exitCode()).as("%s", verified).isZero();
    assertThat(verified.err()).isEmpty();
    Path restored = directory.resolve("restored");
    json(NodeLaunch.of("restore", backup.toString(), "--data", restored.toString()).run());
    try (NodeProcess second = NodeLaunch.on(restored).start()) {
      assertThat(second.events("cart/c-8")).isEqualTo(node.events("cart/c-8")).isNotEmpty();
      second.command("cart/c-8", "add-item", "{\"productId\":\"p-2\",\"quantity\":1}");
    }
  }

  @Test
  void a_node_that_cannot_be_reached_is_told_in_one_line() {
    Ended ended = NodeLaunch.of("get", "cart", "c-1", "--url", "http://127.0.0.1:1").run();
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).hasSize(1);
    assertThat(ended.err().getFirst())
        .startsWith("sillok: cannot reach a node at http://127.0.0.1:1");
  }

  private Ended ask(String... arguments) {
    return at(arguments).run();
  }

  private NodeLaunch at(String... arguments) {
    return NodeLaunch.of(arguments).with("--url", node.url());
  }

  private static JsonNode json(Ended ended) throws IOException {
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(ended.out()).hasSize(1);
    return JSON.readTree(ended.out().getFirst());
  }
}
