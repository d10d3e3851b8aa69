package io.sillok.examples.storefront.cart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a cart: what its events add up to. Immutable, so every change is a new cart, and
 * nothing that was answered once can change behind a caller's back. Lines are a list and no hash
 * map, because the same events must always give the same state, in the same order.
 *
 * @param lines in the order in which the products came into the cart; one a product
 * @param total what was paid; empty until the cart is checked out
 */
public record Cart(List<Line> lines, Optional<BigDecimal> total) {

  /** The cart to which nothing has happened yet. */
  public static final Cart EMPTY = new Cart(List.of(), Optional.empty());

  public Cart {
    lines = List.copyOf(lines);
  }

  /**
   * One product in the cart.
   *
   * @param quantity at least 1
   * @param unitPrice empty until it was told
   */
  public record Line(String productId, int quantity, Optional<BigDecimal> unitPrice) {}

  /** Whether the cart was bought. */
  boolean checkedOut() {
    return total.isPresent();
  }

  Optional<Line> line(String productId) {
    return lines.stream().filter(line -> line.productId().equals(productId)).findFirst();
  }

  /** How many of a product are in the cart; 0 if none. */
  int quantityOf(String productId) {
    return line(productId).map(Line::quantity).orElse(0);
  }

  Cart with(Line changed) {
    List<Line> next = new ArrayList<>(lines);
    next.replaceAll(line -> line.productId().equals(changed.productId()) ? changed : line);
    if (line(changed.productId()).isEmpty()) {
      next.add(changed);
    }
    return new Cart(next, total);
  }

  Cart without(String productId) {
    List<Line> next = lines.stream().filter(line -> !line.productId().equals(productId)).toList();
    return new Cart(next, total);
  }

  Cart paid(BigDecimal amount) {
    return new Cart(lines, Optional.of(amount));
  }
}
