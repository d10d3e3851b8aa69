package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules end the process for one event, as they do when they need more memory than there is. */
final class ProcessorEndsNodeIT {

  private static final int ATTEMPTS = 2;
  private static final int DEADLY = 13;
  private static final int COUNT = 40;
  private static final long PATIENCE_SECONDS = 60;

  private static final String MODULE =
      """
      import io.sillok.protocol.SillokModule;
      import io.sillok.protocol.entity.EntityType;
      import io.sillok.protocol.event.EventDefinition;
      import io.sillok.protocol.processor.*;
      import java.util.List;

      public final class Deadly implements SillokModule, Processor<Deadly.Told, Deadly.Sum> {
        static final EventDefinition<Heard> HEARD = EventDefinition.keyed("heard", Heard.class, "name");
        public record Told(String name, long value) {}
        public record Heard(String name, long value, long count) {}
        public record Sum(long count) {}
        public String name() { return "deadly"; }
        public String version() { return "1.0"; }
        public int protocol() { return PROTOCOL; }
        public List<EntityType<?, ?, ?>> entityTypes() { return List.of(); }
        public List<EventDefinition<?>> streams() { return List.of(HEARD); }
        public List<ProcessorType<?, ?>> processors() {
          return List.of(
              ProcessorType.of("hearing", "told", Told.class, Sum.class, List.of(HEARD), this).attempts(%d));
        }
        public Sum initial() { return new Sum(0); }
        public Processing<Sum> process(Sum before, Incoming<Told> told) {
          if (told.event().value() == %d) {
            Runtime.getRuntime().halt(3);
          }
          long count = before.count() + 1;
          return keep(new Sum(count)).emit(HEARD, new Heard(told.key(), told.event().value(), count));
        }
      }
      """
          .formatted(ATTEMPTS, DEADLY);

  private static final String DECLARATION =
      """
      {"kind": "keyed", "key": "name", "schema": {"type": "record", "name": "Told", "fields": [
        {"name": "name", "type": "string"}, {"name": "value", "type": "long"}]}}
      """;

  @TempDir private Path directory;

  @Test
  void a_node_runs_again_when_an_event_has_ended_it_as_often_as_it_is_tried() throws Exception {
    Path jar = ModuleJar.of("Deadly", MODULE, directory);
    String data = directory.resolve("data").toString();
    NodeLaunch launch =
        NodeLaunch.of("start", "--data", data, "--port", "0", "--modules", jar.toString());
    List<String> told = tell(launch);

    for (int start = 0; start < ATTEMPTS; start++) {
      assertThat(endsByItself(launch)).as("start %d", start).isEqualTo(3);
    }
    try (NodeProcess node = launch.start()) {
      assertThat(parked(node))
          .singleElement()
          .satisfies(parked -> {
            assertThat(parked.at("/event/data/value").asInt()).isEqualTo(DEADLY);
            assertThat(parked.path("attempts").asInt()).isEqualTo(ATTEMPTS);
            assertThat(parked.path("reason").asText())
                .startsWith("The node ended %d times while it was processed; ".formatted(ATTEMPTS));
          });
      assertThat(heard(node)).containsExactlyElementsOf(told);
      node.send("POST", "/v1/processors/hearing/parked/replay", "{\"all\": true}");
    } catch (IOException ended) {
      // it ends while it answers
    }

    for (int start = 0; start < ATTEMPTS; start++) {
      assertThat(endsByItself(launch)).as("start %d after a replay", start).isEqualTo(3);
    }
    try (NodeProcess node = launch.start()) {
      assertThat(parked(node))
          .singleElement()
          .satisfies(parked -> assertThat(parked.path("attempts").asInt()).isEqualTo(2 * ATTEMPTS));
      assertThat(heard(node)).containsExactlyElementsOf(told);
    }
  }

  /** All in one partition; answers what should be heard of it. */
  private static List<String> tell(NodeLaunch launch) throws IOException {
    try (NodeProcess node = launch.start()) {
      node.send("PUT", "/v1/streams/told", DECLARATION);
      List<String> events =
          IntStream.rangeClosed(1, COUNT)
              .mapToObj("{\"name\": \"a\", \"value\": %d}"::formatted)
              .toList();
      node.send("POST", "/v1/streams/told/events", "[" + String.join(",", events) + "]");
      assertThat(node.awaitEnd().exitCode()).isEqualTo(3);
    }
    List<String> heard = new ArrayList<>();
    for (int value = 1; value <= COUNT; value++) {
      if (value != DEADLY) {
        heard.add("%d %d".formatted(value, heard.size() + 1));
      }
    }
    return heard;
  }

  private static int endsByItself(NodeLaunch launch) {
    return switch (launch.tryStart()) {
      case Ended ended -> ended.exitCode();
      case NodeProcess node -> {
        try (node) {
          yield node.awaitEnd().exitCode();
        }
      }
    };
  }

  private static List<JsonNode> parked(NodeProcess node) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (node.get("/v1/processors/hearing").body().path("parked").asInt() == 0
        || node.get("/v1/processors/hearing").body().path("lag").asLong() > 0) {
      assertThat(System.nanoTime()).as("parked in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    List<JsonNode> parked = new ArrayList<>();
    node.get("/v1/processors/hearing/parked").body().path("parked").forEach(parked::add);
    return parked;
  }

  private static List<String> heard(NodeProcess node) throws IOException {
    List<String> heard = new ArrayList<>();
    for (JsonNode event : node.get("/v1/streams/heard/events?limit=1000").body().path("events")) {
      heard.add(
          "%d %d".formatted(event.at("/data/value").asLong(), event.at("/data/count").asLong()));
    }
    return heard;
  }
}
