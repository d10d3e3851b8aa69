package io.sillok.examples.storefront.views;

import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;

/**
 * How many visitors have looked at a product in the last hour, told each minute.
 *
 * @param visitors different ones
 * @param exact whether that is counted; beyond 10,000 it is estimated
 * @param views of all of them
 */
public record ProductViewers(long visitors, boolean exact, long views) {

  public static final ProjectionType<ProductViewed, ProductViewers> PROJECTION =
      ProjectionType.of(
              "product-viewers",
              Views.SOURCE.keyedBy(ProductViewed::productId),
              WindowSpec.hopping(Duration.ofHours(1), Duration.ofMinutes(1)),
              Views.LATENESS,
              ProductViewers.class,
              Aggregates.both(
                  Aggregates.distinct(ProductViewed::visitorId),
                  Aggregates.count(),
                  (visitors, views) ->
                      new ProductViewers(visitors.count(), visitors.exact(), views)))
          .emit(Emit.UPDATES);
}
