package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.MediaRanges;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which form a request wants events. */
enum Accepted {
  /** Server-sent events, as they come. */
  LIVE(StreamFeeds.EVENT_STREAM),
  /** One JSON object a line. */
  LINES(StreamFeeds.NDJSON),
  /** One JSON object with some. */
  PAGE("application/json");

  private static final int MAX_PAGE = 1000;
  private static final int DEFAULT_PAGE = 100;

  private final String mediaType;

  Accepted(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * What the request likes best; of what it likes the same, the first here. Only a page is meant by
   * a range such as {@code *}{@code /*}.
   */
  static Accepted of(Request request) {
    MediaRanges ranges = MediaRanges.of(request.headers("Accept"));
    Accepted best = PAGE;
    double most = ranges.isEmpty() ? 1 : 0;
    for (Accepted each : values()) {
      double quality =
          each == PAGE ? ranges.quality(each.mediaType) : ranges.qualityByName(each.mediaType);
      if (quality > most) {
        best = each;
        most = quality;
      }
    }
    if (most == 0) {
      throw Problems.notAcceptable(
              String.join(", ", request.headers("Accept")),
              Stream.of(PAGE, LINES, LIVE)
                  .map(each -> each.mediaType)
                  .collect(Collectors.joining(" or ")))
          .asRefusal();
    }
    return best;
  }

  /** How many events the request wants at most. */
  long limit(Request request) {
    return this == PAGE
        ? request.number("limit", 1, MAX_PAGE, DEFAULT_PAGE)
        : request.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }
}
