package io.sillok.client.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.event.NewEvent;
import io.sillok.client.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes events as CloudEvents 1.0 in JSON. */
final class CloudEvents {

  static final String BATCH = "application/cloudevents-batch+json";

  private CloudEvents() {}

  /**
   * One event.
   *
   * @param source if the event names none
   */
  static byte[] event(NewEvent event, String stream, String source, Json json) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("specversion", "1.0");
    node.put("type", stream);
    node.put("source", event.source().orElse(source));
    node.put("id", event.id());
    event.key().ifPresent(key -> node.put("subject", key));
    event.time().ifPresent(time -> node.put("time", time.toString()));
    node.put("datacontenttype", "application/json");
    node.set("data", json.tree(event.data()));
    return Json.bytes(node);
  }

  /** A batch of events that were written already. */
  static byte[] batch(List<byte[]> events) {
    int size = 2 + events.stream().mapToInt(event -> event.length + 1).sum();
    ByteArrayOutputStream batch = new ByteArrayOutputStream(size);
    batch.write('[');
    for (int index = 0; index < events.size(); index++) {
      if (index > 0) {
        batch.write(',');
      }
      batch.writeBytes(events.get(index));
    }
    batch.write(']');
    return batch.toByteArray();
  }
}
