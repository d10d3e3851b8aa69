package io.sillok.node.client;

import io.sillok.client.event.NewEvent;
import io.sillok.client.stream.StreamDeclaration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A stream of page views, as an application would declare it. */
final class PageViews {

  static final StreamDeclaration DECLARATION =
      StreamDeclaration.keyed(
              """
              {"type": "record", "name": "PageViewed", "fields": [
                {"name": "productId", "type": "string"},
                {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "seconds", "type": "int"},
                {"name": "referrer", "type": ["null", "string"], "default": null}]}
              """)
          .key("productId")
          .eventTime("viewedAt");

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private PageViews() {}

  record PageViewed(String productId, Instant viewedAt, int seconds, Optional<String> referrer) {}

  static PageViewed view(String productId, int seconds) {
    return new PageViewed(
        productId, NOON.plus(seconds, ChronoUnit.SECONDS), seconds, Optional.empty());
  }

  static NewEvent event(String productId, int seconds) {
    return NewEvent.of(view(productId, seconds));
  }

  /** So many of one product, with seconds that count up from 0. */
  static List<NewEvent> events(String productId, int count) {
    return IntStream.range(0, count).mapToObj(number -> event(productId, number)).toList();
  }
}
