package io.sillok.examples.storefront.cart;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What can be asked of a cart. Each record is a command: its name in kebab case is the last part of
 * the path, and its components are the fields of the JSON body.
 *
 * <pre>{@code
 * POST /v1/entities/cart/c-1/commands/add-item
 * {"productId": "p-1", "quantity": 2, "unitPrice": "4.50"}
 * }</pre>
 */
public sealed interface CartCommand {

  /**
   * Puts a product into the cart, or more of one that is in it already.
   *
   * @param quantity at least 1
   * @param unitPrice may be left out; then the item keeps the price it has, or waits for one until
   *     check-out
   */
  record AddItem(String productId, int quantity, Optional<BigDecimal> unitPrice)
      implements CartCommand {}

  /**
   * Sets how many of a product are in the cart.
   *
   * @param quantity at least 1
   */
  record ChangeQuantity(String productId, int quantity) implements CartCommand {}

  /** Takes a product out of the cart. */
  record RemoveItem(String productId) implements CartCommand {}

  /** Buys what is in the cart; nothing changes it afterwards. Replies the total. */
  record CheckOut() implements CartCommand {}
}
