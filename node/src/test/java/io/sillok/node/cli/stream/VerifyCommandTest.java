package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.account.AccountModule;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

  private static final String PRICE =
      """
      {"kind": "entity", "key": "productId", "schema": {"type": "record", "name": "PriceSet",
       "fields": [{"name": "productId", "type": "string"}, {"name": "price", "type": "int"}]}}
      """;

  @TempDir private static Path directory;
  private static NodeUnderCommand node;

  @BeforeAll
  static void start() {
    node =
        NodeUnderCommand.start(
            directory.resolve("data"),
            Map.of("sillok.persistence.partitions", "4"),
            new AccountModule());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void a_table_is_what_its_log_says() {
    node.declare("price-set", PRICE);
    Ended ended = node.run("verify", "table", "price-set", "--output", "table");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    assertThat(ended.out()).startsWith("table price-set: 0 rows").endsWith("equal\n");
    assertThat(
            ended.out().lines().filter(line -> line.matches("  (stands|follows) .*[0-9a-f]{64}")))
        .hasSize(2);
  }

  @Test
  void an_entity_is_what_its_events_fold_to() throws IOException {
    for (int deposit = 1; deposit <= 3; deposit++) {
      assertThat(node.run("command", "account", "a/1", "deposit", "amount=" + deposit).exitCode())
          .isZero();
    }
    JsonNode verified = node.run("verify", "entity", "account/a/1").json();
    assertThat(verified.path("equal").asBoolean()).isTrue();
    assertThat(verified.path("sequenceNumber").asInt()).isEqualTo(3);
    assertThat(verified.path("digest").asText())
        .matches("[0-9a-f]{64}")
        .isEqualTo(verified.path("rebuilt").asText());
    assertThat(node.run("verify", "entity", "account/nobody").exitCode()).isEqualTo(4);
    assertThat(node.run("verify", "entity", "account").exitCode()).isEqualTo(2);
  }

  @Test
  void what_is_not_there_ends_with_the_code_of_its_kind() {
    Ended none = node.run("verify", "projection", "none");
    assertThat(none.exitCode()).isEqualTo(4);
    assertThat(none.err()).contains("unknown-projection");
    assertThat(node.run("verify", "shop", "none").exitCode()).isEqualTo(2);
  }
}
