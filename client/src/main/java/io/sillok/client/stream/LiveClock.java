package io.sillok.client.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * How event time of a live stream goes on without events.
 *
 * @param delay so far it stays behind the clock on the wall: how late events may come
 * @param mostAhead so far an event may be ahead of when it is appended; an hour if it is not said
 */
public record LiveClock(Duration delay, Optional<Duration> mostAhead) {

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("delay", delay.toString());
    mostAhead.ifPresent(time -> json.put("mostAhead", time.toString()));
    return json;
  }
}
