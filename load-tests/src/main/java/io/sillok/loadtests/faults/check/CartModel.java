package io.sillok.loadtests.faults.check;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a cart must be, told a second time and independently of the storefront, by who alone sends
 * it commands. Every command that it thinks of changes the cart, so each must cause one event.
 */
public final class CartModel {

  private static final int PRODUCTS = 4;
  private static final int MOST = 9_000;

  private final Map<String, Integer> quantities = new TreeMap<>();
  private long sequenceNumber;

  /**
   * A command that the cart takes.
   *
   * @param name of the command
   * @param quantity 0 where it has none
   */
  public record Order(String name, String product, int quantity) {

    /** Its body. */
    public String json() {
      return quantity == 0
          ? "{\"productId\":\"%s\"}".formatted(product)
          : "{\"productId\":\"%s\",\"quantity\":%d}".formatted(product, quantity);
    }
  }

  /** The next command. */
  public Order next(Random random) {
    String product = "p-" + random.nextInt(PRODUCTS);
    int present = quantities.getOrDefault(product, 0);
    int quantity = 1 + random.nextInt(9);
    int chance = random.nextInt(10);
    if (present == 0) {
      return new Order("add-item", product, quantity);
    }
    if (chance == 0) {
      return new Order("remove-item", product, 0);
    }
    return chance > 7 || present > MOST
        ? new Order("change-quantity", product, present == quantity ? quantity + 1 : quantity)
        : new Order("add-item", product, quantity);
  }

  /** It took effect. */
  public void apply(Order order) {
    sequenceNumber++;
    switch (order.name()) {
      case "add-item" -> quantities.merge(order.product(), order.quantity(), Integer::sum);
      case "change-quantity" -> quantities.put(order.product(), order.quantity());
      case "remove-item" -> quantities.remove(order.product());
      default -> throw new IllegalArgumentException("There is no command " + order.name());
    }
  }

  /** Of the last event; 0 before the first. */
  public long sequenceNumber() {
    return sequenceNumber;
  }

  /** By product. */
  public Map<String, Integer> quantities() {
    return Map.copyOf(quantities);
  }
}
