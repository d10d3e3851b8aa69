package io.sillok.node;

import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.EvolvedAccountModule;
import io.sillok.node.account.StricterAccountModule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands of event definitions when modules come and go. */
final class SchemaVersionsTest {

  private static final String DEPOSITED = "/schemas/account.deposited";

  @TempDir private Path data;

  @Test
  void a_definition_that_has_grown_is_a_version_and_an_old_one_stays_what_it_was()
      throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      execute(node, "a", command(new Deposit(1)));
      JsonNode first = versions(node);
      assertThat(first.path("compatibility").asText()).isEqualTo("FULL_TRANSITIVE");
      assertThat(first.path("versions")).hasSize(1);
    }
    JsonNode grown;
    try (SillokNode node = SillokNode.start(evolved())) {
      grown = versions(node).path("versions");
      assertThat(grown).hasSize(2);
      assertThat(grown.at("/1/schema/fields/2/name").asText()).isEqualTo("note");
    }
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(versions(node).path("versions")).as("the old module again").isEqualTo(grown);
    }
  }

  @Test
  void a_definition_that_disagrees_stops_the_start_and_changes_nothing() throws Exception {
    TestNodes.start(data).close();

    StartException refused =
        catchThrowableOfType(
            StartException.class,
            () ->
                SillokNode.start(NodeConfig.at(data).port(0).modules(new StricterAccountModule())));

    assertThat(refused.code()).isEqualTo("schema-incompatible");
    assertThat(refused)
        .hasMessageContaining("account.deposited keeps to FULL_TRANSITIVE")
        .hasMessageContaining("branch")
        .hasMessageContaining("Add what is new as something that may be absent");
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(versions(node).path("versions")).hasSize(1);
    }
  }

  private NodeConfig evolved() {
    return NodeConfig.at(data).port(0).modules(new EvolvedAccountModule());
  }

  private static JsonNode versions(SillokNode node) throws Exception {
    return new StreamReader(node).get(DEPOSITED);
  }
}
