package io.sillok.node.description;

import static io.sillok.node.description.Call.LINES;
import static io.sillok.node.description.Call.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for all that a description says of streams, their events and their schemas. */
record StreamCalls(DescribedNode node) {

  /** Declared with the description's examples. */
  static final String VIEWS = "page-viewed";

  static final String LISTINGS = "product-listed";

  private static final String LAMPS = "lamp-switched";

  void all() {
    declare();
    describe();
    append();
    appendInOneOfTheModesOfCloudEvents();
    refuseEvents();
    read();
    move();
    node.call("retireStream").with("stream", LAMPS).answers(204);
    node.call("appendEvents").with("stream", LAMPS).body("{\"lit\":true}").answers(410);
    time(LAMPS).example("advance").answers(410);
    node.call("retireStream").with("stream", "account.noted").answers(409);
  }

  private void declare() {
    declare(VIEWS).with("dryRun", true).example("keyed").answers(200);
    declare(VIEWS).example("keyed").answers(201);
    declare(VIEWS).example("keyed").answers(200);
    declare(LISTINGS).example("entity").answers(201);
    declare(LAMPS).example("unkeyed").answers(201);
    declare(VIEWS).example("entity").answers(422);
    declare("branch-visited").example("keyed").answers(409);
    declare(VIEWS).body("{}").answers(422);
    declare("Page.Viewed").example("keyed").answers(400);
  }

  private Call declare(String stream) {
    return node.call("declareStream").with("stream", stream);
  }

  private void describe() {
    JsonNode all = node.call("streams").answers(200).path("streams");
    assertThat(all.findValuesAsText("declaredBy")).contains("http", "module", "entity-type");
    for (String stream : List.of(VIEWS, LISTINGS, LAMPS, "branch-visited", "account.noted")) {
      node.call("stream").with("stream", stream).answers(200);
      node.call("schemaVersions").with("stream", stream).answers(200);
    }
    node.call("stream").with("stream", "unheard-of").answers(404);
    node.call("schemas").answers(200);
  }

  private void append() {
    appendEvents().example("one").with("Idempotency-Key", "\"k-1\"").answers(200);
    JsonNode again = appendEvents().example("one").with("Idempotency-Key", "\"k-1\"").answers(200);
    assertThat(again.at("/results/0/status").asText()).isEqualTo("duplicate");
    appendEvents().example("several").answers(200);
  }

  private void appendInOneOfTheModesOfCloudEvents() {
    appendEvents().example("application/cloudevents+json", "").answers(200);
    appendEvents().example("application/cloudevents-batch+json", "").answers(200);
    appendEvents()
        .with("ce-specversion", "1.0")
        .with("ce-type", VIEWS)
        .with("ce-source", "shop")
        .with("ce-id", "e-9")
        .with("ce-subject", "p-9")
        .with("ce-time", "2026-01-31T12:00:00Z")
        .body(view("p-9"))
        .answers(200);
    appendEvents().with("ce-specversion", "1.0").body(view("p-9")).answers(422);
  }

  private void refuseEvents() {
    JsonNode some =
        appendEvents()
            .body("[{\"productId\":\"p-1\"},%s,%s]".formatted(view("p-1"), view("p-2")))
            .answers(207);
    assertThat(some.path("results").findValuesAsText("status"))
        .containsExactly("refused", "withheld", "appended");
    appendEvents().body("[{\"productId\":\"p-1\"}]").answers(422);
    appendEvents().body("{").answers(400);
    node.call("appendEvents").with("stream", "account.noted").body("{}").answers(409);
  }

  private Call appendEvents() {
    return node.call("appendEvents").with("stream", VIEWS);
  }

  private static String view(String product) {
    return "{\"productId\":\"%s\",\"viewedAt\":\"2026-01-31T12:00:00Z\",\"seconds\":5}"
        .formatted(product);
  }

  private void read() {
    JsonNode page = events().with("from", "start").with("limit", 2).answers(200);
    assertThat(page.path("events")).hasSize(2);
    events().with("key", "p-1").with("filter", "data.seconds > 6").answers(200);
    assertThat(events().accept(LINES).answersAll(200)).hasSizeGreaterThan(4);
    assertThat(events().accept(LIVE).with("from", "start").with("limit", 2).answersAll(200))
        .hasSize(2);
    String position = page.path("next").asText();
    events().accept(LIVE).with("Last-Event-ID", position).with("limit", 1).answersAll(200);
    events().with("filter", "data.nothing").answers(400);
    events().accept("application/xml").answers(406);
    events().with("filter", "1 / (data.seconds - data.seconds) > 0").answers(422);
    assertThat(
            events()
                .accept(LIVE)
                .with("from", "start")
                .with("filter", "1 / (data.seconds - data.seconds) > 0")
                .answersAll(200))
        .singleElement()
        .matches(value -> value.at("/problem/code").asText().equals("filter-failed"));
  }

  private void move() {
    JsonNode advanced = time(VIEWS).example("advance").answers(200);
    assertThat(advanced.at("/partitions/advanced").asInt()).isEqualTo(32);
    assertThat(node.call("stream").with("stream", VIEWS).answers(200).path("eventTimeReached"))
        .isEqualTo(advanced.path("eventTime"));
    assertThat(time(LISTINGS).example("seal").answers(200).path("sealed").asBoolean()).isTrue();
    assertThat(node.call("stream").with("stream", LISTINGS).answers(200).path("sealed").asBoolean())
        .isTrue();
    time(VIEWS).body("{}").answers(422);
    time(VIEWS).body("{").answers(400);
    time("unheard-of").example("seal").answers(404);
    time("account.noted").example("seal").answers(409);
  }

  private Call time(String stream) {
    return node.call("advanceStream").with("stream", stream);
  }

  private Call events() {
    return node.call("streamEvents").with("stream", VIEWS);
  }
}
