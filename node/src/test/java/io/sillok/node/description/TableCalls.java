package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Asks for all that a description says of tables, of streams and of entity types. */
record TableCalls(DescribedNode node) {

  void all() {
    ofStream();
    ofEntityType();
  }

  private void ofStream() {
    String position =
        node.call("appendEvents")
            .with("stream", StreamCalls.LISTINGS)
            .body("[{\"productId\":\"p-1\",\"stock\":3},{\"productId\":\"p-2\",\"stock\":9}]")
            .answers(200)
            .path("position")
            .asText();
    JsonNode page = listings("streamTable").with("limit", 1).with("atLeast", position).answers(200);
    assertThat(page.path("rows")).hasSize(1);
    assertThat(page.path("next").asText()).contains("after=p-1");
    listings("streamTable").with("prefix", "p-").with("after", "p-1").answers(200);
    JsonNode row = listings("streamTableRow").with("key", "p-2").answers(200);
    assertThat(row.at("/value/stock").asInt()).isEqualTo(9);
    listings("streamTableRow").with("key", "p-2").with("If-None-Match", "*").answers(304);
    listings("appendEvents").with("key", "p-1").body("null").answers(200);
    listings("streamTableRow").with("key", "p-3").answers(404);
    listings("streamTable").with("atLeast", "nowhere").answers(400);
    listings("streamTableVerify").with("rebuild", true).answers(200);
    node.call("streamTable").with("stream", StreamCalls.VIEWS).answers(409);
    node.call("streamTableRow").with("stream", StreamCalls.VIEWS).with("key", "k").answers(409);
    node.call("streamTableVerify").with("stream", "unheard-of").answers(404);
  }

  private Call listings(String operation) {
    return node.call(operation).with("stream", StreamCalls.LISTINGS);
  }

  private void ofEntityType() {
    accounts("entityTable").answers(200);
    JsonNode row = accounts("entityTableRow").with("id", "a-1").answers(200);
    assertThat(row.path("sequenceNumber").asInt()).isPositive();
    accounts("entityTableRow").with("id", "nobody").answers(404);
    accounts("entityTableVerify").answers(200);
    node.call("entityTable").with("type", "unheard-of").answers(404);
  }

  private Call accounts(String operation) {
    return node.call(operation).with("type", "account");
  }
}
