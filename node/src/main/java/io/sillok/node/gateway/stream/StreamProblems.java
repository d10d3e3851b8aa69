package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import java.util.List;

/** The problems of streams. */
final class StreamProblems {

  private StreamProblems() {}

  static Problem unknownStream(String name, List<String> known) {
    return Problem.of(
        404,
        "unknown-stream",
        "There is no such stream",
        "No loaded module has a stream %s; there are: %s"
            .formatted(Problems.shown(name), known.isEmpty() ? "none" : String.join(", ", known)));
  }

  static Problem invalidPosition(String where, String stream, String text, String why) {
    return Problem.of(
        400,
        "invalid-position",
        "The position is not one of this stream",
        "%s must be start, end, a time such as 2026-01-31T12:00:00Z, or a position that stream %s gave, but '%s' %s"
            .formatted(where, stream, Problems.shown(text), why));
  }
}
