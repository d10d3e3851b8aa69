package io.sillok.loadtests.faults.workload;

import io.sillok.client.event.StreamEvent;
import io.sillok.loadtests.faults.check.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The events that are appended, which follow from their numbers. */
final class PageViews {

  static final String STREAM = "page-viewed";
  static final String SOURCE = "faults";
  static final String BATCH_TYPE = "application/cloudevents-batch+json";

  /** Why workers of a queue give an event up. */
  static final String HOPELESS_REASON = "Nobody can do it";

  /** How far apart numbers may be that are on their way at the same time. */
  static final int MOST_APART = 500;

  static final long MILLIS_APART = 100;

  /** More than events can be out of order: none is ever late. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofMillis(2 * MOST_APART * MILLIS_APART);

  static final String DECLARATION =
      """
      {"kind": "keyed", "key": "page", "eventTime": "viewedAt",
       "schema": {"type": "record", "name": "PageViewed", "fields": [
         {"name": "page", "type": "string"}, {"name": "visitor", "type": "string"},
         {"name": "number", "type": "long"},
         {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;

  private static final int PAGES = 40;
  private static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
  private static final int VISITORS = 11;
  private static final int HOPELESS = 97;

  private PageViews() {}

  /** So many events from number {@code first} on, as CloudEvents. */
  static String batch(long first, int many) {
    return LongStream.range(first, first + many)
        .mapToObj(PageViews::cloudEvent)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String cloudEvent(long number) {
    return """
    {"specversion": "1.0", "type": "%s", "source": "%s", "id": "%d",
     "data": {"page": "p-%d", "visitor": "%s", "number": %d, "viewedAt": "%s"}}\
    """
        .formatted(
            STREAM,
            SOURCE,
            number,
            number * 7 % PAGES,
            visitor(number),
            number,
            Instant.ofEpochMilli(START + number * MILLIS_APART));
  }

  static LoggedEvent logged(StreamEvent event) {
    return new LoggedEvent(
        event.partition(),
        event.offset(),
        event.source().orElse("") + "/" + event.id().orElse(""),
        event.key().orElse(""),
        event.time().toEpochMilli(),
        event.data().json().path("number").asLong());
  }

  /** Whose view it is. */
  static String visitor(long number) {
    return "v-" + number % VISITORS;
  }

  /** Its full name among all events. */
  static String id(long number) {
    return SOURCE + "/" + number;
  }

  /** Whether workers of a queue give it up. */
  static boolean isHopeless(long number) {
    return number % HOPELESS == 0;
  }
}
