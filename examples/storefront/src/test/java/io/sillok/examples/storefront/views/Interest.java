package io.sillok.examples.storefront.views;

import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.protocol.projection.CompositeKey;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import java.util.List;

/**
 * The projection of several streams, and that by several fields, that docs/projections.md shows.
 */
public record Interest(long views, long intoCarts) {

  static final ProjectionType<Interest, Interest> PER_HOUR =
      ProjectionType.ofAll(
          "interest-per-hour",
          List.of(
              ProjectionSource.of("product-viewed", ProductViewed.class)
                  .keyedBy(ProductViewed::productId)
                  .as(view -> new Interest(1, 0)),
              ProjectionSource.of("cart.item-added", ItemAdded.class)
                  .keyedBy(ItemAdded::productId)
                  .as(added -> new Interest(0, added.event().quantity()))),
          WindowSpec.tumbling(Duration.ofHours(1)),
          Lateness.of(Duration.ofSeconds(5)),
          Interest.class,
          Aggregates.both(
              Aggregates.sumOfWholes(Interest::views),
              Aggregates.sumOfWholes(Interest::intoCarts),
              Interest::new));

  static final ProjectionType<ProductViewed, Views> BY_VISITOR_AND_PRODUCT =
      ProjectionType.of(
          "views-by-visitor",
          ProjectionSource.of("product-viewed", ProductViewed.class)
              .keyedBy(view -> CompositeKey.of(view.visitorId(), view.productId())),
          WindowSpec.cumulative(Duration.ofDays(1), Duration.ofHours(1)),
          Lateness.of(Duration.ofSeconds(5)),
          Views.class,
          Aggregates.all(
              List.of(Aggregates.count()), counted -> new Views((Long) counted.getFirst())));

  record Views(long views) {}
}
