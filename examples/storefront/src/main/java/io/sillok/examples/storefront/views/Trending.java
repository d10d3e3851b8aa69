package io.sillok.examples.storefront.views;

import io.sillok.examples.storefront.product.ProductCommand;
import io.sillok.examples.storefront.product.ProductCommand.Feature;
import io.sillok.examples.storefront.product.ProductRules;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.EntityCommand;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import java.util.Optional;

/**
 * How many visitors have looked at a product in five minutes. A product that many have looked at is
 * told so, by a command.
 *
 * @param visitors different ones
 * @param views of all of them
 */
public record Trending(long visitors, long views) {

  /** From so many on. */
  static final long MANY = 100;

  /** What is shown on a first page must not wait for those who come late. */
  private static final Lateness SOON = Lateness.of(Duration.ofSeconds(5));

  public static final ProjectionType<ProductViewed, Trending> PROJECTION =
      ProjectionType.of(
              "trending-products",
              Views.SOURCE.keyedBy(ProductViewed::productId),
              WindowSpec.tumbling(Duration.ofMinutes(5)),
              SOON,
              Trending.class,
              Aggregates.both(
                  Aggregates.distinct(ProductViewed::visitorId),
                  Aggregates.count(),
                  (visitors, views) -> new Trending(visitors.count(), views)))
          .downstream(Downstream.commands("feature", ProductRules.PRODUCT, Trending::command));

  private static Optional<EntityCommand<ProductCommand>> command(
      ProjectionResult<Trending> result) {
    return result
        .values()
        .map(Trending::visitors)
        .filter(visitors -> visitors >= MANY)
        .map(visitors -> new EntityCommand<>(result.key(), new Feature(visitors, result.end())));
  }
}
