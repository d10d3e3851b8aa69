package io.sillok.loadtests.faults.workload;

import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.WindowCheck;
import io.sillok.loadtests.faults.check.WindowCheck.Sum;
import io.sillok.loadtests.faults.check.WindowCheck.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Which events windows bring together. */
public enum Grouping {
  /** By the key of the stream: an event is added up where it stands. */
  PAGE("views-per-page", "", Duration.ofSeconds(10), Duration.ofSeconds(10)),
  /** By another one: an event adds up in windows of other nodes, and in two of each key. */
  VISITOR(
      "views-per-visitor",
      "\"key\": \"data.visitor\", ",
      Duration.ofSeconds(20),
      Duration.ofSeconds(10));

  private final String projection;
  private final String keyMember;
  private final Duration size;
  private final Duration slide;

  Grouping(String projection, String keyMember, Duration size, Duration slide) {
    this.projection = projection;
    this.keyMember = keyMember;
    this.size = size;
    this.slide = slide;
  }

  /** The name of the projection. */
  String projection() {
    return projection;
  }

  String declaration() {
    return """
    {"stream": "%s", %s"window": %s,
     "outOfOrderness": "%s", "allowedLateness": "PT0S",
     "aggregates": {"views": {"function": "count"}, "sum": {"function": "sum", "field": "number"}}}
    """
        .formatted(PageViews.STREAM, keyMember, window(), PageViews.OUT_OF_ORDERNESS);
  }

  private String window() {
    return slide.equals(size)
        ? "{\"kind\": \"tumbling\", \"size\": \"%s\"}".formatted(size)
        : "{\"kind\": \"hopping\", \"size\": \"%s\", \"slide\": \"%s\"}".formatted(size, slide);
  }

  /** What windows over {@code log} must hold. */
  Map<Window, Sum> reference(List<LoggedEvent> log) {
    return WindowCheck.reference(log, this::key, size.toMillis(), slide.toMillis());
  }

  private String key(LoggedEvent event) {
    return switch (this) {
      case PAGE -> event.key();
      case VISITOR -> PageViews.visitor(event.number());
    };
  }
}
