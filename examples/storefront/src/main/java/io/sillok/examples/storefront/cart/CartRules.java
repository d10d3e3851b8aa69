package io.sillok.examples.storefront.cart;

import io.sillok.examples.storefront.cart.Cart.Line;
import io.sillok.examples.storefront.cart.CartCommand.AddItem;
import io.sillok.examples.storefront.cart.CartCommand.ChangeQuantity;
import io.sillok.examples.storefront.cart.CartCommand.CheckOut;
import io.sillok.examples.storefront.cart.CartCommand.RemoveItem;
import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.examples.storefront.cart.CartEvent.ItemRemoved;
import io.sillok.examples.storefront.cart.CartEvent.PricedLine;
import io.sillok.examples.storefront.cart.CartEvent.QuantityChanged;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The rules of carts, as three pure functions: where a cart starts, what a command causes, and what
 * an event changes. No clock, no database, no network: Sillok calls them, records what they decide,
 * and can replay it all at any time.
 */
public final class CartRules implements Decider<CartCommand, CartEvent, Cart> {

  /** What a node has to know of carts. The name is part of every stored id: it never changes. */
  public static final EntityType<CartCommand, CartEvent, Cart> CART =
      EntityType.of("cart", CartCommand.class, CartEvent.class, Cart.class, new CartRules());

  /** More of one product than this is a mistake rather than an order. */
  static final int MOST_OF_A_PRODUCT = 10_000;

  private CartRules() {}

  @Override
  public Cart initial() {
    return Cart.EMPTY;
  }

  /**
   * Says yes or no. All checks are here, because here a command can still be refused: {@link
   * #reject} records nothing, {@link #accept} records its events, all or none.
   */
  @Override
  public Decision<CartEvent> decide(CartCommand command, Cart cart, Context context) {
    if (cart.checkedOut()) {
      return reject(
          "cart-checked-out",
          "Cart %s was checked out and does not change any more; start a new one"
              .formatted(context.entityId()));
    }
    return switch (command) {
      case AddItem add -> add(add, cart);
      case ChangeQuantity change -> change(change, cart);
      case RemoveItem(var productId) -> remove(productId, cart);
      case CheckOut() -> checkOut(cart, context);
    };
  }

  /**
   * Folds an event into the state. Checks nothing: what was recorded has happened, even if today's
   * rules would refuse it.
   */
  @Override
  public Cart evolve(Cart cart, CartEvent event) {
    return switch (event) {
      case ItemAdded(var productId, var quantity, var unitPrice) -> {
        Optional<BigDecimal> price =
            unitPrice.or(() -> cart.line(productId).flatMap(Line::unitPrice));
        yield cart.with(new Line(productId, cart.quantityOf(productId) + quantity, price));
      }
      case QuantityChanged(var productId, var earlier, var quantity) ->
          cart.line(productId)
              .map(line -> cart.with(new Line(productId, quantity, line.unitPrice())))
              .orElse(cart);
      case ItemRemoved(var productId, var quantity) -> cart.without(productId);
      case CheckedOut(var lines, var total) -> cart.paid(total);
    };
  }

  private Decision<CartEvent> add(AddItem add, Cart cart) {
    if (add.productId().isBlank()) {
      return productIdBlank();
    }
    if (add.quantity() < 1) {
      return quantityNotPositive(add.productId(), add.quantity());
    }
    // As a long: the sum of two ints may not fit into an int, and must not wrap around.
    long quantity = (long) cart.quantityOf(add.productId()) + add.quantity();
    if (quantity > MOST_OF_A_PRODUCT) {
      return quantityTooLarge(add.productId(), quantity);
    }
    if (add.unitPrice().isPresent() && add.unitPrice().get().signum() < 0) {
      return reject(
          "price-negative",
          "Unit price of %s must be at least 0, but is %s; send the price of one"
              .formatted(add.productId(), add.unitPrice().get()));
    }
    return accept(new ItemAdded(add.productId(), add.quantity(), add.unitPrice()));
  }

  private Decision<CartEvent> change(ChangeQuantity change, Cart cart) {
    if (change.productId().isBlank()) {
      return productIdBlank();
    }
    int earlier = cart.quantityOf(change.productId());
    if (earlier == 0) {
      return itemUnknown(change.productId());
    }
    if (change.quantity() < 1) {
      return quantityNotPositive(change.productId(), change.quantity());
    }
    if (change.quantity() > MOST_OF_A_PRODUCT) {
      return quantityTooLarge(change.productId(), change.quantity());
    }
    // Asking for what is so already is fine, and nothing happens.
    return change.quantity() == earlier
        ? accept()
        : accept(new QuantityChanged(change.productId(), earlier, change.quantity()));
  }

  private Decision<CartEvent> remove(String productId, Cart cart) {
    if (productId.isBlank()) {
      return productIdBlank();
    }
    int quantity = cart.quantityOf(productId);
    return quantity == 0 ? itemUnknown(productId) : accept(new ItemRemoved(productId, quantity));
  }

  private Decision<CartEvent> checkOut(Cart cart, Context context) {
    if (cart.lines().isEmpty()) {
      return reject(
          "cart-empty",
          "Cart %s has no items; add one by add-item first".formatted(context.entityId()));
    }
    List<String> unpriced =
        cart.lines().stream()
            .filter(line -> line.unitPrice().isEmpty())
            .map(Line::productId)
            .toList();
    if (!unpriced.isEmpty()) {
      return reject(
          "price-missing",
          "No price is known of %s; tell it by add-item with unitPrice, or remove the item"
              .formatted(String.join(", ", unpriced)));
    }
    CheckedOut checkedOut = bill(cart);
    return accept(checkedOut).reply(checkedOut.total());
  }

  /** Only for carts of which all prices are known. */
  private static CheckedOut bill(Cart cart) {
    List<PricedLine> lines =
        cart.lines().stream()
            .map(line ->
                new PricedLine(line.productId(), line.quantity(), line.unitPrice().orElseThrow()))
            .toList();
    BigDecimal total =
        lines.stream().map(PricedLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new CheckedOut(lines, total);
  }

  private Decision<CartEvent> productIdBlank() {
    return reject("product-id-blank", "Product id must not be blank; say which product it is");
  }

  private Decision<CartEvent> itemUnknown(String productId) {
    return reject(
        "item-unknown",
        "Item %s is not in the cart; add it by add-item first".formatted(productId));
  }

  private Decision<CartEvent> quantityNotPositive(String productId, int quantity) {
    return reject(
        "quantity-not-positive",
        "Quantity of %s must be at least 1, but is %d; use remove-item to take it out"
            .formatted(productId, quantity));
  }

  private Decision<CartEvent> quantityTooLarge(String productId, long quantity) {
    return reject(
        "quantity-too-large",
        "Quantity of %s must be at most %d, but would be %d; ask for fewer"
            .formatted(productId, MOST_OF_A_PRODUCT, quantity));
  }
}
