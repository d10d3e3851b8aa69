package io.sillok.loadtests.faults.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.entity.EntityEvent;
import io.sillok.client.entity.EntityState;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.CartCheck;
import io.sillok.loadtests.faults.check.CartModel;
import io.sillok.loadtests.faults.check.CartModel.Order;
import io.sillok.loadtests.faults.check.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers send commands to carts of their own, one after the other, each under a key and again
 * under the same until it is answered, at any node.
 */
public final class CommandWorkload implements Workload {

  /** What its commands are for. */
  public static final String ENTITY = "cart";

  private static final int WRITERS = 4;
  private static final int CARTS_EACH = 15;
  private static final long PAUSE_MILLIS = 50;
  private static final long LEAST_PER_SECOND = 4;

  /**
   * Each so many-th is sent again though it was answered, as a client does that lost the answer.
   */
  private static final int REPEATED_EACH = 10;

  private final Site site;
  private final Clients writers = new Clients();
  private final Map<String, CartModel> models = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final boolean losesAnswers;

  /**
   * @param losesAnswers whether faults are to leave clients without an answer
   */
  public CommandWorkload(Site site, boolean losesAnswers) {
    this.site = site;
    this.losesAnswers = losesAnswers;
  }

  /** A cart of some writer; there may be none of that name yet. */
  static String anyCart(Random random) {
    return cart(writer(random.nextInt(WRITERS)), random);
  }

  private static String writer(int index) {
    return "w-" + index;
  }

  private static String cart(String writer, Random random) {
    return "%s-%d".formatted(writer, random.nextInt(CARTS_EACH));
  }

  /** A writer, in its thread. */
  private final class Writer {
    private final String name;
    private final Calls calls = site.calls();
    private final Random random;
    private final Map<String, Integer> partitions = new HashMap<>();
    private long number;

    private Writer(int index) {
      name = writer(index);
      random = new Random(index);
    }

    private void turn() throws InterruptedException {
      String cart = cart(name, random);
      CartModel model = models.computeIfAbsent(cart, none -> new CartModel());
      Order order = model.next(random);
      Request request =
          new Request(
              "POST",
              "/v1/entities/cart/%s/commands/%s".formatted(cart, order.name()),
              "application/json",
              order.json(),
              Map.of("Idempotency-Key", "\"%s-%d\"".formatted(name, number++)));
      sent.incrementAndGet();
      long began = site.timeline().now();
      long before = calls.unknown();
      Reply reply = calls.untilAnswered(request);
      unknown.addAndGet(calls.unknown() > before ? 1 : 0);
      model.apply(order);
      take(cart, model, order, reply);
      site.timeline().answered(partition(cart), began);
      if (number % REPEATED_EACH == 0) {
        calls.goOn();
        Reply again = calls.untilAnswered(request);
        if (!again.equals(reply)) {
          throw new IllegalStateException(
              "%s of %s was answered %s, and %s when it was sent again"
                  .formatted(order, cart, reply, again));
        }
        repeated.incrementAndGet();
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    private void take(String cart, CartModel model, Order order, Reply reply) {
      long told = reply.body().path("sequenceNumber").asLong();
      if (!reply.isGood() || told != model.sequenceNumber()) {
        throw new IllegalStateException(
            "%s of %s was answered %d %s, and should be event %d"
                .formatted(order, cart, reply.status(), reply.body(), model.sequenceNumber()));
      }
    }

    private int partition(String cart) throws InterruptedException {
      Integer known = partitions.get(cart);
      if (known == null) {
        known = partitionOf(cart);
        partitions.put(cart, known);
      }
      return known;
    }

    /** The first command of a cart adds an item. */
    private int partitionOf(String cart) throws InterruptedException {
      String events = "/v1/streams/cart.item-added/events?from=start&limit=1&key=";
      Reply reply =
          calls.until(
              Request.get(events + cart),
              page -> page.isGood() && page.body().at("/events/0/partition").isInt());
      return reply.body().at("/events/0/partition").asInt();
    }
  }

  @Override
  public void begin() {
    for (int index = 0; index < WRITERS; index++) {
      writers.start("writer " + index, new Writer(index)::turn);
    }
  }

  @Override
  public void finish() throws InterruptedException {
    writers.finish();
  }

  /** To be asked for when all is over, and the cluster is whole. */
  public List<Finding> findings() {
    Map<String, CartCheck.Standing> standing = new TreeMap<>();
    for (String cart : models.keySet()) {
      standing(cart).ifPresent(there -> standing.put(cart, there));
    }
    long least = site.least(LEAST_PER_SECOND);
    List<Finding> findings = new ArrayList<>(CartCheck.of(models, standing, least));
    findings.add(
        new Finding(
            "no command fails for good: each is answered in the end",
            sent.get(),
            least,
            writers.failures()));
    findings.add(
        new Finding(
            "a command that is sent again though it was answered, to another node, is answered the same",
            repeated.get(),
            least / (2 * REPEATED_EACH),
            writers.failures()));
    findings.add(
        new Finding(
            "commands were sent again of which nobody knew whether they had taken effect",
            unknown.get(),
            losesAnswers ? 1 : 0,
            List.of()));
    findings.add(verified());
    return findings;
  }

  private Optional<CartCheck.Standing> standing(String cart) {
    return site.client()
        .entity("cart", cart)
        .state()
        .map(state ->
            new CartCheck.Standing(
                state.sequenceNumber(),
                quantities(state),
                site.client()
                    .entity("cart", cart)
                    .events()
                    .map(EntityEvent::sequenceNumber)
                    .toList()));
  }

  private static Map<String, Integer> quantities(EntityState state) {
    Map<String, Integer> quantities = new HashMap<>();
    for (JsonNode line : state.data().json().path("lines")) {
      quantities.put(line.path("productId").asText(), line.path("quantity").asInt());
    }
    return quantities;
  }

  /** So many events of carts stand. */
  public long events() {
    return models.values().stream().mapToLong(CartModel::sequenceNumber).sum();
  }

  private Finding verified() {
    List<String> violations = new ArrayList<>();
    Calls calls = site.calls();
    try {
      for (String cart : new TreeMap<>(models).keySet()) {
        Reply reply =
            calls.untilAnswered(
                Request.json("POST", "/v1/entities/cart/%s/verify".formatted(cart), ""));
        if (!reply.body().path("equal").asBoolean()) {
          violations.add("%s: %d %s".formatted(cart, reply.status(), reply.body()));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      violations.add("Interrupted");
    }
    return new Finding(
        "states are what folding all events anew gives", models.size(), WRITERS, violations);
  }
}
