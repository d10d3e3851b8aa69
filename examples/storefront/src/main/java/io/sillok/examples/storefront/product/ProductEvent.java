package io.sillok.examples.storefront.product;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What happened to a product. */
public sealed interface ProductEvent {

  record Listed(String name, BigDecimal price, long stock) implements ProductEvent {}

  /**
   * @param earlier the price before, so that a reader sees a discount without looking back
   */
  record Repriced(BigDecimal earlier, BigDecimal price) implements ProductEvent {}

  /**
   * @param quantity how many came in
   * @param stock how many there are now
   */
  record Restocked(long quantity, long stock) implements ProductEvent {}

  /**
   * Is to be shown on the first page, which reads the stream of these.
   *
   * @param visitors who looked at it
   * @param until then
   */
  record Featured(long visitors, Instant until) implements ProductEvent {}

  record Withdrawn(Optional<String> reason) implements ProductEvent {}
}
