package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;

/** In which form a request wants events. */
enum Accepted {
  /** One JSON object with some. */
  PAGE,
  /** One JSON object a line. */
  LINES,
  /** Server-sent events, as they come. */
  LIVE;

  private static final int MAX_PAGE = 1000;
  private static final int DEFAULT_PAGE = 100;

  static Accepted of(Request request) {
    if (accepts(request, StreamFeeds.EVENT_STREAM)) {
      return LIVE;
    }
    return accepts(request, StreamFeeds.NDJSON) ? LINES : PAGE;
  }

  /** How many events the request wants at most. */
  long limit(Request request) {
    return this == PAGE
        ? request.number("limit", 1, MAX_PAGE, DEFAULT_PAGE)
        : request.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static boolean accepts(Request request, String mediaType) {
    return request.headers("Accept").stream().anyMatch(accept -> accept.contains(mediaType));
  }
}
