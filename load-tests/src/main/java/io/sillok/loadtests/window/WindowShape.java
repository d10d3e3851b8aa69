package io.sillok.loadtests.window;

import io.sillok.loadtests.window.Clicks.Click;
import java.time.Duration;
import java.util.Locale;

/** The windows that are measured: count and sum of clicks in each. */
public enum WindowShape {
  /** Of users, one behind the other. */
  TUMBLING(Duration.ofSeconds(10), Duration.ofSeconds(10), "10 s by user"),
  /**
   * Of products, which overlap; products are not the stream's key, so clicks move between nodes.
   */
  HOPPING(Duration.ofMinutes(1), Duration.ofSeconds(5), "1 min by 5 s by product"),
  /** Of users, as long as they click. */
  SESSION(Duration.ofSeconds(30), Duration.ofSeconds(30), "gap of 30 s by user");

  private final Duration size;
  private final Duration slide;
  private final String description;

  WindowShape(Duration size, Duration slide, String description) {
    this.size = size;
    this.slide = slide;
    this.description = description;
  }

  /** The length of a window, or the gap of sessions. */
  Duration size() {
    return size;
  }

  /** From the start of one window to that of the next; of sessions, the gap. */
  Duration slide() {
    return slide;
  }

  String description() {
    return description;
  }

  /** As commands name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String keyOf(Click click) {
    return this == HOPPING ? click.productId() : click.user();
  }

  /** A projection of {@code stream} that has these windows. */
  String declaration(String stream) {
    String windows =
        switch (this) {
          case TUMBLING -> "{\"kind\": \"tumbling\", \"size\": \"%s\"}".formatted(size);
          case HOPPING ->
              "{\"kind\": \"hopping\", \"size\": \"%s\", \"slide\": \"%s\"}".formatted(size, slide);
          case SESSION -> "{\"kind\": \"session\", \"gap\": \"%s\"}".formatted(size);
        };
    return """
    {"stream": "%s", %s"window": %s, "outOfOrderness": "%s", "allowedLateness": "PT0S", "emit": "final",
     "aggregates": {"clicks": {"function": "count"}, "sum": {"function": "sum", "field": "amount"}}}\
    """
        .formatted(
            stream,
            this == HOPPING ? "\"key\": \"data.productId\", " : "",
            windows,
            Clicks.OUT_OF_ORDERNESS);
  }
}
