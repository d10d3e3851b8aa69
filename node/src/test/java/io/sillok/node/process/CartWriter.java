package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A client that sends commands to carts of its own, one after the other, and sends each again under
 * the same key until it is answered, and the last one that was answered once more to each node that
 * comes. It remembers every answer.
 */
final class CartWriter implements Callable<CartWriter> {

  private static final int CARTS = 5;
  private static final int PRODUCTS = 4;

  private final String name;
  private final Random random;
  private final Whereabouts whereabouts;
  private final AtomicLong acknowledged;
  private final Map<String, List<JsonNode>> events = new LinkedHashMap<>();
  private Optional<Sent> last = Optional.empty();
  private long retries;
  private long refusals;
  private long repeated;
  private Optional<NodeProcess> node = Optional.empty();

  /** A command, and the events that it was answered with. */
  private record Sent(String cart, String command, String body, String key, List<JsonNode> events) {

    Answer to(NodeProcess node) throws IOException {
      return node.command(cart, command, body, "Idempotency-Key", key);
    }
  }

  /**
   * @param acknowledged counts the commands that were answered
   */
  CartWriter(String name, long seed, Whereabouts whereabouts, AtomicLong acknowledged) {
    this.name = name;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.acknowledged = acknowledged;
  }

  /** Every cart that it may have written to, as {@code type/id}. */
  List<String> carts() {
    return IntStream.range(0, CARTS).mapToObj(this::cart).toList();
  }

  /** The events of {@code cart} that were acknowledged, in order. */
  synchronized List<JsonNode> acknowledgedEvents(String cart) {
    return List.copyOf(events.getOrDefault(cart, List.of()));
  }

  synchronized long retries() {
    return retries;
  }

  synchronized long refusals() {
    return refusals;
  }

  /** So many commands that another node had answered were answered the same again. */
  synchronized long repeated() {
    return repeated;
  }

  @Override
  public CartWriter call() throws InterruptedException {
    node = whereabouts.after(node);
    for (int number = 0; node.isPresent() && !whereabouts.finishing(); number++) {
      send("%s-%d".formatted(name, number));
    }
    return this;
  }

  /** Sends one command until it is answered, or until all is over. */
  private void send(String key) throws InterruptedException {
    String cart = cart(random.nextInt(CARTS));
    String product = "p-" + random.nextInt(PRODUCTS);
    int quantity = 1 + random.nextInt(9);
    String command =
        switch (random.nextInt(10)) {
          case 0 -> "remove-item";
          case 1, 2 -> "change-quantity";
          default -> "add-item";
        };
    String body =
        command.equals("remove-item")
            ? "{\"productId\":\"%s\"}".formatted(product)
            : "{\"productId\":\"%s\",\"quantity\":%d}".formatted(product, quantity);
    Sent sent = new Sent(cart, command, body, key, List.of());
    boolean answered = false;
    boolean restarted = false;
    while (!answered && node.isPresent()) {
      try {
        if (restarted) {
          repeatLast(node.get());
        }
        answered = take(sent, sent.to(node.get()));
      } catch (IOException killed) {
        retry();
        node = whereabouts.after(node);
        restarted = true;
      }
    }
  }

  private void repeatLast(NodeProcess present) throws IOException {
    if (last.isPresent()) {
      Answer again = last.get().to(present);
      if (again.status() != 503) {
        assertThat(again.status()).as("%s again: %s", last.get(), again).isEqualTo(200);
        assertThat(again.events()).as("%s again", last.get()).isEqualTo(last.get().events());
        repeat();
      }
    }
  }

  private String cart(int number) {
    return "cart/%s-%d".formatted(name, number);
  }

  private synchronized void retry() {
    retries++;
  }

  private synchronized void repeat() {
    repeated++;
  }

  /** Whether the answer is definite. */
  private synchronized boolean take(Sent sent, Answer answer) {
    if (answer.status() == 503) {
      retries++;
      return false;
    }
    assertThat(answer.status()).as("%s: %s", sent, answer).isIn(200, 422);
    if (answer.status() == 200) {
      events.computeIfAbsent(sent.cart(), none -> new ArrayList<>()).addAll(answer.events());
      last =
          Optional.of(
              new Sent(sent.cart(), sent.command(), sent.body(), sent.key(), answer.events()));
    } else {
      refusals++;
    }
    acknowledged.incrementAndGet();
    return true;
  }
}
