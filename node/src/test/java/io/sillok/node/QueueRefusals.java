package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.QueueClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests about queues that are refused, and change nothing. */
final class QueueRefusals {

  private static final int LOOKS = 20;

  private QueueRefusals() {}

  /** What is answered to a request that is refused, after which all is as it was before. */
  static Answer refused(QueueClient stream, Supplier<Answer> request) {
    List<JsonNode> before = settled(stream);
    Answer answer = request.get();
    assertThat(answer.status()).as(answer.body().toString()).isBetween(400, 499);
    assertThat(standing(stream)).as(answer.body().toString()).isEqualTo(before);
    return answer;
  }

  /** The same of a body that is refused for one of its fields. */
  static void assertRefused(
      QueueClient stream, Supplier<Answer> request, String pointer, String code) {
    Answer answer = refused(stream, request);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid-body");
    assertThat(answer.texts("errors", "pointer")).containsExactly(pointer);
    assertThat(answer.texts("errors", "code")).containsExactly(code);
  }

  /** What was done before may take a moment to be shown. */
  private static List<JsonNode> settled(QueueClient stream) {
    List<JsonNode> before = standing(stream);
    List<JsonNode> now = standing(stream);
    for (int look = 0; look < LOOKS && !now.equals(before); look++) {
      before = now;
      now = standing(stream);
    }
    return now;
  }

  /** The stream, its queues and how each stands, their dead letters, and all events. */
  private static List<JsonNode> standing(QueueClient stream) {
    List<JsonNode> standing = new ArrayList<>(List.of(stream.get("").body()));
    for (JsonNode queue : stream.get("/queues").body().path("queues")) {
      standing.add(((ObjectNode) queue).without("oldestUnackedAge"));
      String name = queue.path("name").asText();
      standing.add(stream.get("/queues/" + name + "/dead-letters").body());
    }
    standing.add(stream.get("/events?limit=1000").body().path("events"));
    return standing;
  }
}
