package io.sillok.examples.storefront.sales;

import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What was sold in a minute, in the whole shop.
 *
 * @param total exact, however many there are
 */
public record Revenue(BigDecimal total, long checkouts) {

  /** Carts record when they are checked out by the clock of their node, so hardly one is late. */
  public static final ProjectionType<CheckedOut, Revenue> PROJECTION =
      ProjectionType.of(
          "revenue-per-minute",
          ProjectionSource.of("cart.checked-out", CheckedOut.class).together(),
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          Lateness.of(Duration.ofSeconds(2)),
          Revenue.class,
          Aggregates.both(Aggregates.sum(CheckedOut::total), Aggregates.count(), Revenue::new));
}
