package io.sillok.node;

import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.EvolvedAccountModule;
import io.sillok.node.account.StricterAccountModule;
import io.sillok.node.account.UpcastingAccountModule;
import io.sillok.protocol.SillokModule;
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

  @Test
  void an_event_that_cannot_be_read_any_more_is_read_through_an_upcaster() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      execute(node, "a", command(new Deposit(3)));
    }
    assertThat(
            catchThrowableOfType(
                    StartException.class,
                    () -> SillokNode.start(with(new UpcastingAccountModule(false))))
                .code())
        .isEqualTo("schema-incompatible");

    try (SillokNode node = SillokNode.start(with(new UpcastingAccountModule(true)))) {
      JsonNode event = new StreamReader(node).lines("/streams/account.deposited/events").getFirst();
      assertThat(event.at("/data/cents").asLong()).isEqualTo(300);
      assertThat(event.at("/data/currency").asText()).isEqualTo("EUR");
      execute(node, "a", command(new UpcastingAccountModule.Command.Deposit(5)));
      assertThat(new StreamReader(node).get("/entities/account/a").at("/state/cents").asLong())
          .isEqualTo(305);
    }
  }

  private NodeConfig with(SillokModule module) {
    return NodeConfig.at(data).port(0).modules(module);
  }

  private NodeConfig evolved() {
    return NodeConfig.at(data).port(0).modules(new EvolvedAccountModule());
  }

  private static JsonNode versions(SillokNode node) throws Exception {
    return new StreamReader(node).get(DEPOSITED);
  }
}
