package io.sillok.loadtests.faults.workload;

import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.Finding;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that gets everything wrong, with the carts and the stream of others: each request must
 * be refused for its reason. That it changed nothing the others find, whose models know nothing of
 * it.
 */
public final class MistakeWorkload implements Workload {

  private static final long PAUSE_MILLIS = 250;
  private static final String CART = "/v1/entities/cart/%s/commands/add-item";
  private static final String ITEM = "{\"productId\":\"p-1\",\"quantity\":1}";

  private final Site site;
  private final Clients clients = new Clients();
  private final Random random = new Random(17);
  private final AtomicLong refused = new AtomicLong();

  public MistakeWorkload(Site site) {
    this.site = site;
  }

  /** A request, and what it must be answered with. */
  private record Mistake(Request request, int status, String code) {

    static Mistake onCart(String cart, String body, int status, String code) {
      return new Mistake(Request.json("POST", CART.formatted(cart), body), status, code);
    }
  }

  private static List<Mistake> mistakes(String cart) {
    return List.of(
        Mistake.onCart(cart, "{\"productId\":", 400, "malformed-json"),
        Mistake.onCart(
            cart, "{\"productId\":\"p-1\",\"quantity\":\"many\"}", 422, "invalid-command"),
        new Mistake(
            new Request(
                "POST",
                CART.formatted(cart),
                "application/json",
                ITEM,
                Map.of("If-Match", "\"999999999\"")),
            412,
            "wrong-sequence-number"),
        new Mistake(
            Request.json(
                "POST",
                "/v1/streams/%s/events".formatted(PageViews.STREAM),
                "[{\"page\":\"p-1\",\"visitor\":\"v-1\",\"number\":\"one\",\"viewedAt\":\"2026-03-01T10:00:00Z\"}]"),
            422,
            "events-refused"));
  }

  @Override
  public void begin() {
    Calls calls = site.calls();
    clients.start("client that gets everything wrong", () -> turn(calls));
  }

  private void turn(Calls calls) throws InterruptedException {
    for (Mistake mistake : mistakes(CommandWorkload.anyCart(random))) {
      Reply reply = calls.untilAnswered(mistake.request());
      if (reply.status() != mistake.status()
          || !reply.code().equals(mistake.code())
          || reply.body().path("detail").asText().isEmpty()) {
        throw new IllegalStateException(
            "%s was answered %s, not %d %s"
                .formatted(mistake.request(), reply, mistake.status(), mistake.code()));
      }
      refused.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public void finish() throws InterruptedException {
    clients.finish();
  }

  /** To be asked for when all is over. */
  public List<Finding> findings() {
    return List.of(
        new Finding(
            "what is wrong is refused for its reason",
            refused.get(),
            site.least(1) / 2,
            clients.failures()));
  }
}
