package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Customers, each with a cart of their own: they put three products in, look at it, take one out,
 * and check out; every fifth clicks twice. Each intent has an {@code Idempotency-Key}.
 */
final class Customers {

  static final String USERS = "customers";

  private static final String CHECK_OUT = "check out";
  private static final String CART = "cart";
  private static final String NUMBER = "number";
  private static final String ACCEPTED = "accepted";
  private static final String SEQUENCE_NUMBER = "sequenceNumber";
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
    return CoreDsl.scenario(USERS)
        .exec(Step.come(told, USERS))
        .exec(Step.of(told, this::enter))
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
        .exec(history())
        .exec(Step.leave(told, USERS));
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
    return exec(Step.of(
            told,
            session -> {
              told.commandAsked(session.getString(CART));
              return session;
            }))
        .exec(Patience.untilDone(told, name, request(name, command, key, body), this::take))
        .exitHereIf(session -> !Patience.isDone(session));
  }

  private static HttpRequestActionBuilder request(
      String name, String command, String key, Body body) {
    return http(name)
        .post("/v1/entities/cart/#{cart}/commands/" + command)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "\"#{cart}-%s\"".formatted(key))
        .body(StringBody(body::of));
  }

  private Session take(Session session) {
    long number = Patience.answer(session).path(SEQUENCE_NUMBER).longValue();
    told.commandAccepted(session.getString(CART), number);
    return session.set(ACCEPTED, number);
  }

  /** The same again, as a second click sends it: one effect, and the first answer. */
  private ChainBuilder clickAgain() {
    String name = "check out, clicked twice";
    return Patience.untilDone(
        told,
        name,
        request(name, "check-out", "check-out", session -> "{}"),
        session -> keepNumber("second-click", session));
  }

  /** A read sees what was acknowledged. */
  private ChainBuilder look() {
    String name = "look at the cart";
    return Patience.untilDone(
        told,
        name,
        http(name).get("/v1/entities/cart/#{cart}"),
        session -> keepNumber("read", session));
  }

  private Session keepNumber(String kind, Session session) {
    return keep(
        kind,
        session,
        Long.toString(session.getLong(ACCEPTED)),
        Patience.answer(session).path(SEQUENCE_NUMBER).asText());
  }

  private ChainBuilder history() {
    String name = "read the cart's events";
    return Patience.untilDone(
        told, name, http(name).get("/v1/entities/cart/#{cart}/events"), this::keepHistory);
  }

  private Session keepHistory(Session session) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode event : Patience.answer(session).path("events")) {
      numbers.add(event.path(SEQUENCE_NUMBER).asText());
    }
    String wanted =
        LongStream.rangeClosed(1, session.getLong(ACCEPTED))
            .mapToObj(Long::toString)
            .collect(Collectors.joining(" "));
    return keep("history", session, wanted, String.join(" ", numbers));
  }

  private Session keep(String kind, Session session, String wanted, String got) {
    told.shown(kind, session.getString(CART), wanted, got);
    return session;
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
