package io.sillok.node.gateway.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A path whose segments are literal or named; see {@link Route}. */
final class PathTemplate {

  private final List<String> segments;
  private final boolean open;

  PathTemplate(String template) {
    segments = List.of(template.substring(1).split("/", -1));
    open = template.endsWith("…}");
  }

  /** Whether a path with these segments, still percent-encoded, is one of the template's. */
  boolean matches(List<String> path) {
    if (open ? path.size() < segments.size() : path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      if (!expected.startsWith("{") && !expected.equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The decoded segments of a path that matches, by name. */
  Map<String, String> capture(List<String> path) {
    var captured = new HashMap<String, String>(8);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (open && i == segments.size() - 1) {
        captured.put(segment.substring(1, segment.length() - 2), rest(path));
      } else if (segment.startsWith("{")) {
        String name = segment.substring(1, segment.length() - 1);
        captured.put(name, PercentCoding.decodeSegment(path.get(i)));
      }
    }
    return captured;
  }

  private String rest(List<String> path) {
    return path.subList(segments.size() - 1, path.size()).stream()
        .map(PercentCoding::decodeSegment)
        .collect(Collectors.joining("/"));
  }
}
