package io.sillok.examples.storefront.views;

import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import io.sillok.protocol.window.aggregate.ValueType;
import java.time.Duration;
import java.util.List;

/**
 * What a visitor has looked at in a visit: until there was nothing for half a minute, which is
 * short, so that a demonstration shows some.
 *
 * @param productIds in the order of time; the first 100
 * @param views all of them
 */
public record Visit(List<String> productIds, long views) {

  private static final int MOST = 100;

  /** The key is that of the stream: nothing has to be sent to other nodes. */
  public static final ProjectionType<ProductViewed, Visit> PROJECTION =
      ProjectionType.of(
              "visits",
              Views.SOURCE,
              WindowSpec.session(Duration.ofSeconds(30)),
              Views.LATENESS,
              Visit.class,
              Aggregates.both(
                  Aggregates.collect(ProductViewed::productId, ValueType.TEXT, MOST),
                  Aggregates.count(),
                  Visit::new))
          .emit(Emit.UPDATES);

  public Visit {
    productIds = List.copyOf(productIds);
  }
}
