package io.sillok.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a node answered over HTTP. */
public record Answer(int status, JsonNode body) {

  /** The events that it tells, in order. */
  public List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    body.path("events").forEach(events::add);
    return events;
  }

  /** The code of the problem; empty if it is none. */
  public String code() {
    return body.path("code").asText("");
  }
}
