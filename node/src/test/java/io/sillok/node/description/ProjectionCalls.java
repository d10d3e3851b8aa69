package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks for all that a description says of projections. */
record ProjectionCalls(DescribedNode node) {

  private static final String LINES = "application/x-ndjson";
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final long PATIENCE_SECONDS = 60;

  void all() {
    click(0);
    click(1);
    click(60);
    click(2); // too late
    awaitTold();
    node.call("projections").answers(200);
    perUser("projection").answers(200);
    JsonNode page = perUser("windows").with("limit", 1).answers(200);
    assertThat(page.path("windows")).hasSize(1);
    perUser("windows")
        .with("key", "ann")
        .with("from", START.toString())
        .with("to", START.plusSeconds(100).toString())
        .answers(200);
    JsonNode open = perUser("windows").with("open", true).answers(200);
    assertThat(open.path("windows")).isNotEmpty();
    perUser("windows").with("from", "noon").answers(400);
    JsonNode top = perUser("windows").with("top", 5).with("by", "worth").answers(200);
    assertThat(top.path("windows")).isNotEmpty();
    perUser("windows").with("top", 5).with("by", "user").answers(400);
    perUser("projectionEvents").accept(LINES).answersAll(200);
    assertThat(perUser("lateEvents").accept(LINES).answersAll(200)).hasSize(1);
    perUser("rejectedEvents").answers(200);
    JsonNode verified = perUser("verifyProjection").answers(200);
    assertThat(verified.path("equal").asBoolean()).isTrue();
    declare();
    for (String operation : new String[] {"projection", "windows", "verifyProjection"}) {
      node.call(operation).with("projection", "unheard-of").answers(404);
    }
  }

  private void declare() {
    Call stream = node.call("declareStream").with("stream", "departure-told");
    stream
        .body(
            """
            {"kind": "unkeyed", "schema": {"type": "record", "name": "DepartureTold", "fields": [
              {"name": "origin", "type": "string"}, {"name": "delayMinutes", "type": "int"}]}}
            """)
        .answers(201);
    declared("declareProjection").example().answers(201);
    declared("declareProjection").with("dryRun", true).example().answers(200);
    declared("declareProjection").body("{}").answers(422);
    declared("declareProjection").body("[").answers(400);
    JsonNode described = declared("projection").answers(200);
    assertThat(described.at("/declaration/key").asText()).isEqualTo("data.origin");
    declared("retireProjection").answers(204);
    perUser("retireProjection").answers(409);
    node.call("retireProjection").with("projection", "unheard-of").answers(404);
  }

  private Call declared(String operation) {
    return node.call(operation).with("projection", "departures");
  }

  private void click(int second) {
    node.call("appendEvents")
        .with("stream", "product-clicked")
        .body(
            "{\"user\":\"ann\",\"product\":\"p-1\",\"price\":3,\"clickedAt\":\"%s\"}"
                .formatted(START.plusSeconds(second)))
        .answers(200);
  }

  private void awaitTold() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    JsonNode standing = perUser("projection").answers(200);
    while (standing.path("results").asInt() < 1
        || standing.at("/pairs/late").asInt() < 1
        || perUser("windows").answers(200).path("windows").isEmpty()
        || perUser("lateEvents").accept(LINES).answersAll(200).isEmpty()) {
      assertThat(System.nanoTime()).as("told in time: " + standing).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      standing = perUser("projection").answers(200);
    }
  }

  private Call perUser(String operation) {
    return node.call(operation).with("projection", "clicks-per-user");
  }
}
