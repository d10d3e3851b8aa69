package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers, each with a cart of their own: they put three products in, look at it, take one out,
 * and check out; every fifth clicks twice. Each intent has an {@code Idempotency-Key}.
 */
final class Customers {

  static final String CHECK_OUT = "check out";

  /** So many requests each customer makes at least. */
  static final int REQUESTS = 7;

  private static final String CART = "cart";
  private static final String NUMBER = "number";
  private static final String ACCEPTED = "accepted";
  private static final String ANSWERED = "answered";
  private static final int PRODUCTS = 200;
  private static final int CLICKS_TWICE = 5;
  private static final Duration SHORTEST_THOUGHT = Duration.ofMillis(200);
  private static final Duration LONGEST_THOUGHT = Duration.ofSeconds(1);

  private final String run;
  private final Told told;
  private final AtomicLong numbers = new AtomicLong();

  Customers(String run, Told told) {
    this.run = run;
    this.told = told;
  }

  ScenarioBuilder scenario() {
    return CoreDsl.scenario("customers")
        .exec(this::enter)
        .exec(command("add a product", "add-item", "add-0", Customers::addition))
        .exec(thought())
        .exec(command("add a product", "add-item", "add-1", Customers::addition))
        .exec(thought())
        .exec(command("add a product", "add-item", "add-2", Customers::addition))
        .exec(look())
        .exec(thought())
        .exec(command("remove a product", "remove-item", "remove", Customers::removal))
        .exec(thought())
        .exec(command(CHECK_OUT, "check-out", "check-out", session -> "{}"))
        .doIf(session -> session.getLong(NUMBER) % CLICKS_TWICE == 0)
        .then(clickAgain())
        .exec(history());
  }

  private Session enter(Session session) {
    long number = numbers.getAndIncrement();
    return session.set(NUMBER, number).set(CART, "%s-%d".formatted(run, number)).set(ACCEPTED, 0L);
  }

  private static ChainBuilder thought() {
    return pause(SHORTEST_THOUGHT, LONGEST_THOUGHT);
  }

  /** What makes a command's body. */
  private interface Body {
    String of(Session session);
  }

  private ChainBuilder command(String name, String command, String key, Body body) {
    return exec(
            session -> {
              told.commandAsked(session.getString(CART));
              return session.remove(ANSWERED);
            })
        .exec(Patience.untilAnswered(told, name, request(name, command, key, body)))
        .exec(this::take)
        .exitHereIf(session -> !Patience.isDone(session));
  }

  private static HttpRequestActionBuilder request(
      String name, String command, String key, Body body) {
    return http(name)
        .post("/v1/entities/cart/#{cart}/commands/" + command)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "\"#{cart}-%s\"".formatted(key))
        .body(StringBody(body::of))
        .checkIf((response, session) -> response.status().code() == 200)
        .then(jsonPath("$.sequenceNumber").ofLong().saveAs(ANSWERED));
  }

  private Session take(Session session) {
    if (!Patience.isDone(session)) {
      return session;
    }
    told.commandAccepted(session.getString(CART), session.getLong(ANSWERED));
    return session.set(ACCEPTED, session.getLong(ANSWERED));
  }

  /** The same again, as a second click sends it: one effect, and the first answer. */
  private ChainBuilder clickAgain() {
    String name = "check out, clicked twice";
    return exec(
        Patience.untilAnswered(
            told,
            name,
            request(name, "check-out", "check-out", session -> "{}")
                .checkIf((response, session) -> response.status().code() == 200)
                .then(jsonPath("$.sequenceNumber").ofLong().isEL("#{accepted}"))));
  }

  /** A read sees what was acknowledged. */
  private ChainBuilder look() {
    String name = "look at the cart";
    return exec(
        Patience.untilAnswered(
            told,
            name,
            http(name)
                .get("/v1/entities/cart/#{cart}")
                .checkIf((response, session) -> response.status().code() == 200)
                .then(jsonPath("$.sequenceNumber").ofLong().isEL("#{accepted}"))));
  }

  private ChainBuilder history() {
    String name = "read the cart's events";
    return exec(
        Patience.untilAnswered(
            told,
            name,
            http(name)
                .get("/v1/entities/cart/#{cart}/events")
                .checkIf((response, session) -> response.status().code() == 200)
                .then(
                    jsonPath("$.events[*].sequenceNumber")
                        .count()
                        .is(session -> Math.toIntExact(session.getLong(ACCEPTED))))));
  }

  private static String addition(Session session) {
    long product = (session.getLong(NUMBER) + session.getLong(ACCEPTED)) % PRODUCTS;
    return "{\"productId\": \"p-%d\", \"quantity\": %d, \"unitPrice\": \"4.50\"}"
        .formatted(product, 1 + session.getLong(NUMBER) % 3);
  }

  /** The first that was put in. */
  private static String removal(Session session) {
    return "{\"productId\": \"p-%d\"}".formatted(session.getLong(NUMBER) % PRODUCTS);
  }
}
