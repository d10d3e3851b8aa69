package io.sillok.node.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the customers and the keeper of a shop do next. Most of it is sensible; now and then
 * somebody does what the rules refuse. Not thread-safe.
 */
final class Shop {

  private static final List<String> PRODUCTS =
      List.of(
          "Hanji notebook",
          "Ink stone",
          "Calligraphy brush",
          "Celadon cup",
          "Moon jar",
          "Norigae",
          "Brass bowl",
          "Bamboo fan",
          "Silk pouch",
          "Wooden duck",
          "Tea caddy",
          "Lacquer box",
          "Paper lantern",
          "Persimmon vinegar",
          "Barley tea",
          "Ginseng honey",
          "Pine candle",
          "Linen towel",
          "Rice cake mould",
          "Folding screen");
  private static final int CUSTOMERS = 12;
  private static final int LARGEST_PRICE = 9000;
  private static final int SMALLEST_PRICE = 150;
  private static final long IDS = 1L << 45;

  private final RandomGenerator random;
  private final Map<String, String> prices = new HashMap<>();
  private final List<Cart> carts = new ArrayList<>();
  private Optional<String> withdrawn = Optional.empty();

  Shop(RandomGenerator random) {
    this.random = random;
    while (carts.size() < CUSTOMERS) {
      carts.add(nextCart());
    }
  }

  /**
   * Puts the products on the shelves, which is refused for those that are there from an earlier
   * day; then come customers who know what they want.
   */
  List<Order> opening() {
    List<Order> orders = new ArrayList<>();
    for (int number = 1; number <= PRODUCTS.size(); number++) {
      orders.add(list("p-" + number));
    }
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      Cart cart = nextCart();
      orders.add(add(cart));
      orders.add(Order.of("cart", cart.id, "check-out"));
    }
    return orders;
  }

  Order next() {
    int dice = random.nextInt(100);
    if (dice < 11) {
      return keep(dice);
    }
    int customer = random.nextInt(carts.size());
    Cart cart = carts.get(customer);
    if (dice < 13) { // checks out whatever is in it, even nothing
      carts.set(customer, nextCart());
      return Order.of("cart", cart.id, "check-out");
    }
    return cart.products.isEmpty() || dice < 60 ? add(cart) : reconsider(cart, customer, dice);
  }

  /**
   * What the keeper does: new prices, new stock, and now and then a product goes and comes back.
   */
  private Order keep(int dice) {
    if (dice < 1) {
      Order order =
          withdrawn
              .map(this::list)
              .orElseGet(
                  () -> Order.of("product", product(), "withdraw").with("reason", "Out of season"));
      withdrawn = withdrawn.isPresent() ? Optional.empty() : Optional.of(order.id());
      return order;
    }
    String product = product();
    return dice < 6
        ? Order.of("product", product, "reprice").with("price", newPrice(product))
        : Order.of("product", product, "restock").with("quantity", 1 + random.nextInt(40));
  }

  private Order list(String product) {
    return Order.of("product", product, "list")
        .with("name", PRODUCTS.get(Integer.parseInt(product.substring(2)) - 1))
        .with("price", newPrice(product))
        .with("stock", 20 + random.nextInt(80));
  }

  private Order add(Cart cart) {
    String product = product();
    if (!cart.products.contains(product)) {
      cart.products.add(product);
    }
    return Order.of("cart", cart.id, "add-item")
        .with("productId", product)
        .with("quantity", 1 + random.nextInt(3))
        .with("unitPrice", prices.getOrDefault(product, "1.00"));
  }

  private Order reconsider(Cart cart, int customer, int dice) {
    String product = cart.products.get(random.nextInt(cart.products.size()));
    if (dice < 75) {
      return Order.of("cart", cart.id, "change-quantity")
          .with("productId", product)
          .with("quantity", 1 + random.nextInt(5));
    }
    if (dice < 86) {
      cart.products.remove(product);
      return Order.of("cart", cart.id, "remove-item").with("productId", product);
    }
    carts.set(customer, nextCart());
    return Order.of("cart", cart.id, "check-out");
  }

  /**
   * Ids that are alike would be in few partitions, and the event time of the others stand still.
   */
  private Cart nextCart() {
    String id = Long.toString(random.nextLong(IDS, 2 * IDS), Character.MAX_RADIX);
    return new Cart("c-" + id, new ArrayList<>());
  }

  private String product() {
    return "p-" + (1 + random.nextInt(PRODUCTS.size()));
  }

  private String newPrice(String product) {
    int cents = SMALLEST_PRICE + random.nextInt(LARGEST_PRICE);
    String price = "%d.%02d".formatted(cents / 100, cents % 100);
    prices.put(product, price);
    return price;
  }

  /** An open cart and, as far as its customer knows, what is in it. */
  private record Cart(String id, List<String> products) {}
}
