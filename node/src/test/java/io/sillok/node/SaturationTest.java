package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.DeclaredStreamsTest.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with more to append than it takes says so; whoever repeats loses and doubles nothing. */
final class SaturationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path data;

  @Test
  void too_much_on_its_way_to_a_partition_is_told_to_come_again() throws Exception {
    assertTurnedAwayThenStands(Map.of("sillok.node.streams.pending-bytes", "1"), 429, "saturated");
  }

  @Test
  void a_partition_that_does_not_answer_in_time_is_told_to_come_again() throws Exception {
    assertTurnedAwayThenStands(
        Map.of("sillok.node.streams.append-timeout", "1 ms"), 503, "timeout");
  }

  private void assertTurnedAwayThenStands(Map<String, String> settings, int status, String code)
      throws Exception {
    try (SillokNode node = SillokNode.start(TestNodes.config(data).settings(settings))) {
      StreamReader streams = new StreamReader(node);
      streams.put("/streams/page-viewed", PAGE_VIEWED.formatted(""));
      List<HttpResponse<String>> turnedAway = new ArrayList<>();
      int events = 0;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (turnedAway.isEmpty()) {
        assertThat(System.nanoTime()).as("something is turned away in time").isLessThan(deadline);
        turnedAway.addAll(appendUntilAllStand(node, events));
        events += AT_ONCE;
      }

      for (HttpResponse<String> response : turnedAway) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("code").asText()).isEqualTo(code);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).doesNotContain("stream@");
      }
      List<JsonNode> stand = streams.lines("/streams/page-viewed/events");
      assertThat(stand)
          .extracting(event -> event.path("id").asText())
          .doesNotHaveDuplicates()
          .hasSize(events);
    }
  }

  /** Events of one key, all at once, and again those that do not stand; what was turned away. */
  private List<HttpResponse<String>> appendUntilAllStand(SillokNode node, int first) {
    List<HttpResponse<String>> turnedAway = new ArrayList<>();
    List<Integer> missing = IntStream.range(first, first + AT_ONCE).boxed().toList();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty()) {
      assertThat(System.nanoTime()).as("all stand in time").isLessThan(deadline);
      List<CompletableFuture<HttpResponse<String>>> answers =
          missing.stream().map(number -> append(node, number)).toList();
      List<Integer> left = new ArrayList<>();
      for (int index = 0; index < answers.size(); index++) {
        HttpResponse<String> answer = answers.get(index).join();
        if (answer.statusCode() != 200) {
          turnedAway.add(answer);
          left.add(missing.get(index));
        }
      }
      missing = left;
    }
    return turnedAway;
  }

  private CompletableFuture<HttpResponse<String>> append(SillokNode node, int number) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/streams/page-viewed/events"
                        .formatted(node.address().getPort())))
            .timeout(PATIENCE)
            .header("Idempotency-Key", "\"k-%d\"".formatted(number))
            .POST(BodyPublishers.ofString(viewed("p-1", "")))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }
}
