package io.sillok.examples.storefront.cart;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a cart, in the past tense: facts that are recorded and never change. Each record
 * is a stream of its own, {@code cart.item-added} for instance, that others read without knowing
 * the rules. So every event tells the whole truth: {@link CheckedOut} carries what was bought, and
 * nobody has to add up earlier events to learn it.
 */
public sealed interface CartEvent {

  /**
   * @param quantity how many were added
   * @param unitPrice the price of one from now on, if it was told
   */
  record ItemAdded(String productId, int quantity, Optional<BigDecimal> unitPrice)
      implements CartEvent {}

  /**
   * @param earlier how many there were
   * @param quantity how many there are now
   */
  record QuantityChanged(String productId, int earlier, int quantity) implements CartEvent {}

  /**
   * @param quantity how many were taken out
   */
  record ItemRemoved(String productId, int quantity) implements CartEvent {}

  /**
   * @param lines what was bought, in the order in which it came into the cart
   * @param total the sum of all lines
   */
  record CheckedOut(List<PricedLine> lines, BigDecimal total) implements CartEvent {
    public CheckedOut {
      lines = List.copyOf(lines);
    }
  }

  /** A line of a cart that was checked out. */
  record PricedLine(String productId, int quantity, BigDecimal unitPrice) {

    /** The price of the whole line; exact. */
    public BigDecimal amount() {
      return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
  }
}
