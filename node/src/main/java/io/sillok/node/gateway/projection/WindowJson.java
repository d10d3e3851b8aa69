package io.sillok.node.gateway.projection;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.protocol.window.WindowSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Which windows there are, as JSON. */
final class WindowJson {

  private WindowJson() {}

  static void write(JsonGenerator json, WindowSpec windows) throws IOException {
    json.writeStartObject();
    switch (windows) {
      case WindowSpec.Tumbling(var size, var offset, var zone) -> {
        json.writeStringField("kind", "tumbling");
        json.writeStringField("size", size.toString());
        writeAligned(json, offset, zone);
      }
      case WindowSpec.Hopping(var size, var slide, var offset, var zone) -> {
        json.writeStringField("kind", "hopping");
        json.writeStringField("size", size.toString());
        json.writeStringField("slide", slide.toString());
        writeAligned(json, offset, zone);
      }
      case WindowSpec.Cumulative(var size, var step, var offset, var zone) -> {
        json.writeStringField("kind", "cumulative");
        json.writeStringField("size", size.toString());
        json.writeStringField("step", step.toString());
        writeAligned(json, offset, zone);
      }
      case WindowSpec.Sliding(var size) -> {
        json.writeStringField("kind", "sliding");
        json.writeStringField("size", size.toString());
      }
      case WindowSpec.Session(var gap, var longest) -> {
        json.writeStringField("kind", "session");
        json.writeStringField("gap", gap.toString());
        if (longest.isPresent()) {
          json.writeStringField("longest", longest.get().toString());
        }
      }
      case WindowSpec.Global() -> json.writeStringField("kind", "global");
    }
    json.writeEndObject();
  }

  private static void writeAligned(JsonGenerator json, Duration offset, ZoneId zone)
      throws IOException {
    if (!offset.isZero()) {
      json.writeStringField("offset", offset.toString());
    }
    if (!zone.normalized().equals(ZoneOffset.UTC)) {
      json.writeStringField("zone", zone.getId());
    }
  }
}
