package io.sillok.node.description;

import static io.sillok.node.description.Call.LINES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.account.AccountModule;
import io.sillok.node.account.VisitModule;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real node does what it describes; it is asked with the examples of its own description. */
@TestInstance(Lifecycle.PER_CLASS)
final class DescribedOperationsTest {

  @TempDir private static Path data;

  private SillokNode node;
  private DescribedNode described;

  @BeforeAll
  void start() throws Exception {
    node =
        SillokNode.start(
            NodeConfig.at(data.resolve("node"))
                .port(0)
                .modules(
                    new AccountModule(),
                    new VisitModule("branch-visited"),
                    new TallyModule(new Tally(false)),
                    new ClicksModule())
                .settings(
                    Map.of("sillok.node.backup-directory", data.resolve("backups").toString())));
    described = new DescribedNode(node);
  }

  @AfterAll
  void stop() {
    described.close();
    node.close();
  }

  @Test
  void each_example_fits_its_schema() {
    assertThat(described.description().faultsOfExamples()).isEmpty();
  }

  @Test
  void each_operation_answers_as_described() {
    new EntityCalls(described).all();
    new StreamCalls(described).all();
    new ConsumerCalls(described).all();
    new QueueCalls(described).all();
    new TableCalls(described).all();
    new ProcessorCalls(described).all();
    new ProjectionCalls(described).all();
    new NodeCalls(described).all();

    assertThat(described.called()).isEqualTo(described.description().ids());
    assertThatEventsAreAsAsyncApiHasThem();
  }

  private void assertThatEventsAreAsAsyncApiHasThem() {
    JsonNode document = described.call("asyncapi").answers(200);
    JsonNode channels = document.path("channels");
    assertThat(channels.properties()).hasSizeGreaterThan(5);
    int checked = 0;
    for (Map.Entry<String, JsonNode> channel : channels.properties()) {
      JsonNode payload = channel.getValue().path("messages").iterator().next().path("payload");
      JsonSchema schema = JsonSchema.exactly(payload, document.path("components"));
      for (JsonNode event : eventsOf(channel.getKey())) {
        assertThat(schema.faults(event)).as(channel.getKey() + " " + event).isEmpty();
        checked++;
      }
    }
    assertThat(checked).as("all kinds of events").isGreaterThan(12);
  }

  private List<JsonNode> eventsOf(String stream) {
    return described.call("streamEvents").with("stream", stream).accept(LINES).answersAll(200);
  }
}
