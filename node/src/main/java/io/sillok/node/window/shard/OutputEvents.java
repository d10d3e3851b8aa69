package io.sillok.node.window.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.reading.LateEvent;
import io.sillok.node.window.reading.RejectedEvent;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.WindowResult;
import java.time.Instant;
import java.util.Optional;

/** What a shard tells, as events. The same always gets the same id. */
public final class OutputEvents {

  private final ProjectionDefinition<?> definition;
  private final String source;
  private final int shard;

  public OutputEvents(ProjectionDefinition<?> definition, int shard) {
    this.definition = definition;
    this.shard = shard;
    source = "projection/" + definition.version().projection();
  }

  /**
   * A result; its time is the last of its window.
   *
   * @param number of it among the shard's
   */
  NewEvent result(long number, WindowResult result) {
    return new NewEvent(
        Optional.empty(),
        Optional.of(new EventId(source, shard + ":" + number)),
        timeOf(result.window()),
        json(result));
  }

  private static Optional<Instant> timeOf(Window window) {
    return window.end() == Window.NEVER
        ? Optional.empty()
        : Optional.of(EventTimes.time(Math.min(window.end(), EventTimes.MAX) - 1));
  }

  /** As it is told, and kept to be asked for. */
  public ObjectNode json(WindowResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", result.key());
    put(json, "start", result.window().start());
    put(json, "end", result.window().end());
    json.put("version", result.version())
        .put("kind", result.kind().name())
        .put("count", result.count());
    if (!result.values().isEmpty()) {
      json.set("values", definition.results().values(result));
    }
    result.failure().ifPresent(why -> json.put("failure", why));
    return json;
  }

  private static void put(ObjectNode json, String name, long time) {
    if (EventTimes.inRange(time)) {
      json.put(name, EventTimes.time(time).toString());
    }
  }

  public NewEvent late(LateEvent late) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", late.key());
    put(json, "start", late.window().start());
    put(json, "end", late.window().end());
    json.put("stream", late.stream())
        .put("partition", late.partition())
        .put("offset", late.offset());
    put(json, "time", late.time());
    put(json, "clock", late.clock());
    return new NewEvent(
        Optional.empty(),
        Optional.of(
            new EventId(
                source,
                "%s/%d:%d@%d"
                    .formatted(
                        late.stream(), late.partition(), late.offset(), late.window().end()))),
        Optional.of(EventTimes.time(Math.min(late.time(), EventTimes.MAX - 1))),
        json);
  }

  NewEvent rejected(RejectedEvent rejected) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("stream", rejected.stream())
            .put("partition", rejected.partition())
            .put("offset", rejected.offset())
            .put("reason", rejected.reason());
    return new NewEvent(
        Optional.empty(),
        Optional.of(
            new EventId(
                source,
                "%s/%d:%d".formatted(rejected.stream(), rejected.partition(), rejected.offset()))),
        EventTimes.inRange(rejected.time())
            ? Optional.of(EventTimes.time(Math.min(rejected.time(), EventTimes.MAX - 1)))
            : Optional.empty(),
        json);
  }
}
