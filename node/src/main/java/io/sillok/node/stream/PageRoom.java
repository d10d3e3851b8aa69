package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How much a page of events still takes. A page is in memory as a whole, so it ends before its
 * limit of events where these are large; one event it always takes.
 */
public final class PageRoom {

  /** A page takes no more events once it has so many bytes. */
  public static final long MOST_BYTES = 4 << 20;

  /** About what a value takes beside its text, in memory and as JSON. */
  private static final int VALUE = 16;

  private long left = MOST_BYTES;

  /** The page has {@code event}; whether it takes more. */
  public boolean add(StreamEvent event) {
    left -= bytesOf(event.data());
    return !isFull();
  }

  public boolean isFull() {
    return left <= 0;
  }

  private static long bytesOf(JsonNode value) {
    long bytes = VALUE;
    if (value.isTextual()) {
      bytes += value.textValue().length();
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        bytes += field.getKey().length() + bytesOf(field.getValue());
      }
    } else {
      for (JsonNode element : value) {
        bytes += bytesOf(element);
      }
    }
    return bytes;
  }
}
