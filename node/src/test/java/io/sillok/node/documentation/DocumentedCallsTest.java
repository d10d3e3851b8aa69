package io.sillok.node.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.examples.storefront.Storefront;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents show is typed into a shell, in order, against a new node with the storefront;
 * the answers are those that are printed, apart from what no two runs have in common.
 */
final class DocumentedCallsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Values that differ each time; what they are told by later calls is put in their place. */
  private static final Set<String> VARYING =
      Set.of("time", "appendedAt", "leasedUntil", "receipt", "digest", "rebuilt");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMillis(100);

  /** Offsets are those that are shown, however slow the machine is. */
  private static final Map<String, String> PATIENT_PARTITIONS =
      Map.of("sillok.node.streams.time.idle-after", "1 h");

  private static final int SERVER_ERRORS = 500;
  private static final int ENDED_BY_TIME = 28;

  /** What the documents have for what came here. */
  private final Map<String, String> insteadOf = new HashMap<>();

  @TempDir private Path data;

  @Test
  void what_the_readme_shows_is_what_comes() throws Exception {
    run(Path.of("..", "README.md"), 15);
  }

  @Test
  void what_the_guide_to_projections_shows_is_what_comes() throws Exception {
    run(Path.of("..", "docs", "projections.md"), 8);
  }

  @Test
  void what_the_guide_to_streams_shows_is_taken() throws Exception {
    run(Path.of("..", "docs", "streams.md"), 3);
  }

  private void run(Path document, int least) throws Exception {
    NodeConfig config =
        NodeConfig.at(data).port(0).modules(new Storefront()).settings(PATIENT_PARTITIONS);
    try (SillokNode node = SillokNode.start(config)) {
      List<DocumentedCall> calls = DocumentedCall.of(document);
      assertThat(calls).hasSizeGreaterThanOrEqualTo(least);
      for (DocumentedCall call : calls) {
        assertAnsweredIn(call, node.address().getPort());
      }
    }
  }

  /** What follows from events is there a moment later, so it may be asked for again. */
  private void assertAnsweredIn(DocumentedCall call, int port) throws Exception {
    long until = System.nanoTime() + (call.isOfProjection() ? PATIENCE.toNanos() : 0);
    while (true) {
      Ended ended = run(call, port);
      try {
        assertAnswered(call, ended);
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() >= until) {
          throw notYet;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private record Ended(int exitCode, String out) {}

  private Ended run(DocumentedCall call, int port) throws IOException, InterruptedException {
    String command = call.command().replace("localhost:8080", "127.0.0.1:" + port);
    for (Map.Entry<String, String> each : insteadOf.entrySet()) {
      command = command.replace(each.getKey(), each.getValue());
    }
    String limit = call.isEndless() ? "--max-time 2" : "--max-time 60";
    String script = command.replaceFirst("^curl ", "curl -S " + limit + " ");
    Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  private void assertAnswered(DocumentedCall call, Ended ended) throws JsonProcessingException {
    String shown = String.join("\n", call.answer());
    assertThat(ended.exitCode())
        .as("%s: %s", call, ended.out())
        .isEqualTo(call.isEndless() ? ENDED_BY_TIME : 0);
    if (call.isEndless()) {
      assertThat(ended.out()).as(call.toString()).contains("data: {");
    } else if (shown.isEmpty()) {
      assertThat(JSON.readTree(ended.out()).path("status").asInt(200))
          .as("%s: %s", call, ended.out())
          .isLessThan(400);
    } else {
      JsonNode answer = JSON.readTree(ended.out());
      learn(JSON.readTree(shown), answer);
      assertThat(masked(answer)).as(call.toString()).isEqualTo(masked(JSON.readTree(shown)));
      assertThat(answer.path("status").asInt()).isLessThan(SERVER_ERRORS);
    }
  }

  private void learn(JsonNode shown, JsonNode answer) {
    Map<String, JsonNode> before = varying(shown, "", new TreeMap<>());
    varying(answer, "", new TreeMap<>())
        .forEach((place, value) -> {
          if (before.containsKey(place)) {
            insteadOf.put(before.get(place).asText(), value.asText());
          }
        });
  }

  private static Map<String, JsonNode> varying(
      JsonNode json, String place, Map<String, JsonNode> found) {
    json.properties()
        .forEach(member -> {
          String within = place + "/" + member.getKey();
          if (VARYING.contains(member.getKey())) {
            found.put(within, member.getValue());
          }
          varying(member.getValue(), within, found);
        });
    for (int index = 0; json.isArray() && index < json.size(); index++) {
      varying(json.get(index), place + "/" + index, found);
    }
    return found;
  }

  private static JsonNode masked(JsonNode json) {
    JsonNode copy = json.deepCopy();
    for (String name : VARYING) {
      copy.findParents(name).forEach(parent -> ((ObjectNode) parent).put(name, "varies"));
    }
    for (JsonNode item : copy.path("items")) {
      ((ObjectNode) item).put("event", "which one a worker gets first is open");
    }
    for (JsonNode window : copy.path("windows")) {
      if (window.path("kind").asText().equals("PREVIEW")
          && window.path("key").asText().equals("all")) {
        ((ObjectNode) window).put("start", "now").put("end", "a minute later");
      }
    }
    return copy;
  }
}
