package io.sillok.node.description;

import static io.sillok.node.description.Call.LINES;
import static io.sillok.node.description.Call.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for all that a description says of named consumers. */
record ConsumerCalls(DescribedNode node) {

  void all() {
    mailer("createConsumer").example().answers(201);
    mailer("createConsumer").example().answers(200);
    mailer("createConsumer").body("{\"filter\":\"data.seconds > 6\"}").answers(409);
    mailer("createConsumer").body("{\"from\":3}").answers(422);
    mailer("consumer").answers(200);
    node.call("consumers").with("stream", StreamCalls.VIEWS).answers(200);
    JsonNode page = read();
    connect();
    move(page.path("next").asText());
    mailer("deleteConsumer").answers(204);
    mailer("deleteConsumer").answers(404);
  }

  private JsonNode read() {
    JsonNode page = mailer("consumerEvents").with("limit", 2).answers(200);
    assertThat(page.path("events")).hasSize(2);
    assertThat(mailer("consumerEvents").accept(LINES).answersAll(200)).isNotEmpty();
    mailer("consumerEvents").with("instance", "not a name").answers(400);
    return page;
  }

  private void connect() {
    List<JsonNode> sent =
        mailer("consumerEvents")
            .accept(LIVE)
            .with("instance", "mailer-1")
            .with("limit", 1)
            .answersAll(200);
    assertThat(sent)
        .anyMatch(value -> value.has("partitions"))
        .anyMatch(value -> value.has("data"));
  }

  private void move(String position) {
    String commit = "{\"position\":\"%s\"}".formatted(position);
    mailer("commit").body(commit).answers(200);
    mailer("resetConsumer").example().answers(200);
    mailer("resetConsumer").body("{\"to\":\"start\"}").answers(200);
    mailer("commit").body(commit).answers(409);
    mailer("commit").body("{\"position\":\"nowhere\"}").answers(400);
  }

  private Call mailer(String operation) {
    return node.call(operation).with("stream", StreamCalls.VIEWS).with("consumer", "mailer");
  }
}
