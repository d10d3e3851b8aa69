package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.gateway.http.JsonBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What of the description does not depend on modules. It stands in files beside this class: one
 * with what all share, and one for each subject, with its paths and components.
 */
final class FixedDocument {

  private static final String SHARED = "openapi.json";
  private static final List<String> SUBJECTS =
      List.of(
          "node.json",
          "streams.json",
          "events.json",
          "stream-time.json",
          "consumers.json",
          "queues.json",
          "queue-work.json",
          "dead-letters.json",
          "tables.json",
          "processors.json",
          "projections.json");

  /** Paths have methods, and components kinds; what these hold is described in one place. */
  private static final int GROUPED_LEVELS = 2;

  private FixedDocument() {}

  static ObjectNode read() {
    ObjectNode document = read(SHARED);
    SUBJECTS.forEach(subject -> add(document, read(subject), subject, GROUPED_LEVELS));
    return document;
  }

  private static ObjectNode read(String file) {
    try (InputStream stream = FixedDocument.class.getResourceAsStream(file)) {
      return (ObjectNode) JsonBody.MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * Puts all members in; each name may be given once, so that no file hides another.
   *
   * @param levels down to which members of the same name are put together
   */
  private static void add(ObjectNode document, ObjectNode part, String where, int levels) {
    for (Map.Entry<String, JsonNode> member : part.properties()) {
      String name = member.getKey();
      JsonNode present = document.get(name);
      if (present == null) {
        document.set(name, member.getValue());
      } else if (levels > 0 && present instanceof ObjectNode group) {
        add(group, (ObjectNode) member.getValue(), where + " " + name, levels - 1);
      } else {
        throw new IllegalStateException(
            "%s describes %s, which another file describes, too".formatted(where, name));
      }
    }
  }
}
