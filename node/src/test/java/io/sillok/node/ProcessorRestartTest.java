package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EventView;
import io.sillok.node.processor.kept.ProcessorRules;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModel;
import io.sillok.node.tally.TallyModel.Told;
import io.sillok.node.tally.TallyModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that stops and starts at any moment while its processor has something to do. */
final class ProcessorRestartTest {

  private static final int LIVES = 4;
  private static final int MOST_BATCHES = 12;
  private static final int MOST_EVENTS = 60;
  private static final int NAMES = 20;

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void outputs_are_those_of_one_pass_over_the_input(long seed) throws Exception {
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      try (SillokNode node = start(random)) {
        StreamReader http = new StreamReader(node);
        http.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
        for (int batch = random.nextInt(MOST_BATCHES); batch >= 0; batch--) {
          tell(http, random);
        }
      }
    }
    try (SillokNode node = start(random)) {
      StreamReader http = new StreamReader(node);
      eventually(() -> isDone(http));

      Map<Integer, List<Told>> told = told(http);
      Map<Integer, Map<String, String>> expected = new TreeMap<>();
      told.forEach((partition, numbers) ->
          expected.put(partition, TallyModel.of(numbers, Progress.NONE).outputs()));
      assertThat(told.values().stream().mapToInt(List::size).sum()).isGreaterThan(LIVES);
      assertThat(outputs(http)).isEqualTo(expected);
    }
  }

  @Test
  void a_stop_in_order_is_recorded_so_that_nothing_is_processed_with_caution_after_it()
      throws Exception {
    Random random = new Random(7);
    for (int life = 0; life < 2; life++) {
      try (SillokNode node = start(random)) {
        StreamReader http = new StreamReader(node);
        http.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
        tell(http, random);
        eventually(() -> isDone(http)); // what has hardly begun need not end in order
      }
    }
    try (SillokNode node = start(random)) {
      StreamReader http = new StreamReader(node);
      eventually(() -> isDone(http));
      for (int partition = 0;
          partition < http.get("/processors/totals").path("partitions").size();
          partition++) {
        List<String> recorded =
            TestNodes.await(
                    node.entities()
                        .events(
                            new EntityAddress(ProcessorRules.TYPE.name(), "totals/" + partition),
                            1,
                            1000))
                .events()
                .stream()
                .map(EventView::event)
                .toList();
        assertThat(recorded).contains("processing-ended").doesNotContain("event-attempted");
      }
    }
  }

  /** With batches so small that there is always one under way. */
  private SillokNode start(Random random) {
    return SillokNode.start(
        NodeConfig.at(data)
            .port(0)
            .modules(new TallyModule(new Tally(true)))
            .settings(
                Map.of(
                    "sillok.node.processors.batch-events",
                    String.valueOf(1 + random.nextInt(10)))));
  }

  private static void tell(StreamReader http, Random random) throws Exception {
    StringBuilder events = new StringBuilder("[");
    for (int event = random.nextInt(MOST_EVENTS); event >= 0; event--) {
      events
          .append(
              "{\"name\": \"n-%d\", \"value\": %d}"
                  .formatted(random.nextInt(NAMES), random.nextInt(1000)))
          .append(event > 0 ? "," : "]");
    }
    Answer answer = http.post("/streams/" + TallyModule.INPUT + "/events", events.toString());
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  private static boolean isDone(StreamReader http) {
    try {
      JsonNode processor = http.get("/processors/totals");
      return processor.path("lag").asLong() == 0
          && processor.path("status").asText().equals("running");
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  /** By partition. */
  private static Map<Integer, List<Told>> told(StreamReader http) throws Exception {
    Map<Integer, List<Told>> told = new TreeMap<>();
    for (JsonNode event : http.lines("/streams/" + TallyModule.INPUT + "/events")) {
      told.computeIfAbsent(event.path("partition").asInt(), any -> new ArrayList<>())
          .add(
              new Told(
                  event.path("offset").asLong(),
                  event.path("key").asText(),
                  event.at("/data/value").asLong()));
    }
    return told;
  }

  /** By the partition of the input, the offset there and the index; fails for what stands twice. */
  private static Map<Integer, Map<String, String>> outputs(StreamReader http) throws Exception {
    Map<Integer, Map<String, String>> outputs = new TreeMap<>();
    for (String stream : List.of("total-changed", "odd-told")) {
      for (JsonNode event : http.lines("/streams/" + stream + "/events")) {
        String id = event.path("id").asText().substring((TallyModule.INPUT + "/").length());
        int partition = Integer.parseInt(id.substring(0, id.indexOf(':')));
        JsonNode fields = event.path("data");
        String shown =
            stream.equals("odd-told")
                ? fields.path("value").asText()
                : "%s %s %s"
                    .formatted(
                        fields.path("name").asText(),
                        fields.path("total").asText(),
                        fields.path("count").asText());
        assertThat(
                outputs
                    .computeIfAbsent(partition, any -> new TreeMap<>())
                    .put(id.substring(id.indexOf(':') + 1), shown))
            .as("twice: " + event)
            .isNull();
      }
    }
    return outputs;
  }
}
