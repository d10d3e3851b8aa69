package io.sillok.examples.storefront.product;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What can be asked of a product. */
public sealed interface ProductCommand {

  /**
   * Offers the product for sale; also one that was withdrawn.
   *
   * @param price at least 0
   * @param stock how many there are, at least 0
   */
  record List(String name, BigDecimal price, long stock) implements ProductCommand {}

  /**
   * @param price at least 0
   */
  record Reprice(BigDecimal price) implements ProductCommand {}

  /**
   * @param quantity how many came in, at least 1
   */
  record Restock(long quantity) implements ProductCommand {}

  /**
   * Many look at it; what is not for sale cannot be shown, and is left as it is.
   *
   * @param visitors who did
   * @param until then
   */
  record Feature(long visitors, Instant until) implements ProductCommand {}

  /** Ends the sale. */
  record Withdraw(Optional<String> reason) implements ProductCommand {}
}
