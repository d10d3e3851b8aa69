package io.sillok.examples.storefront.product;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The state of a product. A sealed interface says what a record with flags cannot: an unlisted
 * product has no price that could be asked for, and the compiler sees to it that every case is
 * thought of. Each case says how it changes; by default it does not.
 */
public sealed interface Product {

  /** The same at another price. */
  default Product priced(BigDecimal price) {
    return this;
  }

  /** The same with so many in stock. */
  default Product stocked(long stock) {
    return this;
  }

  /** The same when it is no longer for sale. */
  default Product withdrawn(Optional<String> reason) {
    return this;
  }

  /** Never listed. */
  record Unlisted() implements Product {}

  /**
   * For sale.
   *
   * @param price of one, at least 0
   * @param stock how many there are, at least 0
   */
  record ForSale(String name, BigDecimal price, long stock) implements Product {

    @Override
    public Product priced(BigDecimal newPrice) {
      return new ForSale(name, newPrice, stock);
    }

    @Override
    public Product stocked(long newStock) {
      return new ForSale(name, price, newStock);
    }

    @Override
    public Product withdrawn(Optional<String> reason) {
      return new Withdrawal(name, reason);
    }
  }

  /** Was for sale; can be listed again. */
  record Withdrawal(String name, Optional<String> reason) implements Product {}
}
