package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that fills one cart after the other and checks it out, and sends each command again
 * under the same key until it is answered. It remembers what it bought.
 */
final class Shopper implements Callable<Shopper> {

  private static final int PRODUCTS = 7;
  private static final int MOST_LINES = 3;

  private final String name;
  private final Random random;
  private final Whereabouts whereabouts;
  private final AtomicLong checkouts;
  private final List<String> bought = Collections.synchronizedList(new ArrayList<>());
  private Optional<NodeProcess> node = Optional.empty();
  private int commands;

  /**
   * @param checkouts counts the carts that were checked out
   */
  Shopper(String name, long seed, Whereabouts whereabouts, AtomicLong checkouts) {
    this.name = name;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.checkouts = checkouts;
  }

  /** What was bought, as {@code cart product quantity}. */
  List<String> bought() {
    return List.copyOf(bought);
  }

  @Override
  public Shopper call() throws InterruptedException {
    node = whereabouts.after(node);
    for (int number = 0; node.isPresent() && !whereabouts.finishing(); number++) {
      shop("%s-%d".formatted(name, number));
    }
    return this;
  }

  private void shop(String cart) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    int first = random.nextInt(PRODUCTS);
    int count = 1 + random.nextInt(MOST_LINES);
    for (int line = 0; line < count; line++) {
      String product = "p-" + (first + line) % PRODUCTS;
      int quantity = 1 + random.nextInt(9);
      send(
          cart,
          "add-item",
          "{\"productId\":\"%s\",\"quantity\":%d,\"unitPrice\":\"1.25\"}"
              .formatted(product, quantity));
      lines.add("%s %s %d".formatted(cart, product, quantity));
    }
    if (send(cart, "check-out", "")) {
      bought.addAll(lines);
      checkouts.incrementAndGet();
    }
  }

  /** Sends one command until it is answered; whether it was, before all was over. */
  private boolean send(String cart, String command, String body) throws InterruptedException {
    String key = "%s-%d".formatted(name, commands++);
    while (node.isPresent()) {
      try {
        Answer answer = node.get().command("cart/" + cart, command, body, "Idempotency-Key", key);
        if (answer.status() != 503) {
          assertThat(answer.status()).as("%s: %s", cart, answer).isEqualTo(200);
          return true;
        }
      } catch (IOException killed) {
        node = whereabouts.after(node);
      }
    }
    return false;
  }
}
