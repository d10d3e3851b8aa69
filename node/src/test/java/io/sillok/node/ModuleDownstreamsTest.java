package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.clicks.ClicksModule.Clicks;
import io.sillok.node.clicks.ClicksModule.ProductClicked;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.projection.ResultActor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that go to an actor of a module, and to a webhook, on a running node. */
final class ModuleDownstreamsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] KEY = "a key that nobody else has".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final int USERS = 5;
  private static final int WINDOWS = 8;

  @TempDir private Path data;

  private @Nullable SillokNode node;
  private @Nullable HttpServer receiver;

  private StreamReader start(ProjectionType<?, ?> projection, Map<String, String> settings) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new ClicksModule(List.of(projection)))
                .settings(
                    Stream.concat(
                            settings.entrySet().stream(),
                            Map.of(
                                "sillok.persistence.partitions",
                                "4",
                                "sillok.node.streams.time.idle-after",
                                "1 h",
                                "sillok.node.projections.wake-interval",
                                "200 ms")
                                .entrySet()
                                .stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    return new StreamReader(node);
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  /** Notes what it is given, and fails now and then. */
  private static final class Recorder implements ResultActor<Clicks> {

    private final List<ProjectionResult<Clicks>> taken = new CopyOnWriteArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean together = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int calls; // without a lock, as an actor may

    @Override
    public CompletionStage<Void> receive(ProjectionResult<Clicks> result) {
      if (!busy.compareAndSet(false, true)) {
        together.set(true);
      }
      calls++;
      if (calls % 7 == 3) {
        busy.set(false);
        throw new IllegalStateException("The third of seven is refused");
      }
      int call = calls;
      return CompletableFuture.runAsync(() -> {
        busy.set(false);
        if (call % 7 == 5) {
          throw new IllegalStateException("The fifth of seven fails later");
        }
        taken.add(result);
      });
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void an_actor_gets_each_result_those_of_a_key_in_order_and_one_at_a_time() throws Exception {
    Recorder recorder = new Recorder();
    StreamReader http =
        start(
            ClicksModule.PER_USER.downstream(Downstream.actor("record", () -> recorder)), Map.of());
    click(http);
    eventually(() -> recorder.taken.size() >= USERS * WINDOWS);
    eventually(() -> waiting(http, "record") == 0);
    assertThat(recorder.together).as("two at once").isFalse();
    for (int user = 0; user < USERS; user++) {
      String name = "u" + user;
      assertThat(recorder.taken.stream().filter(result -> result.key().equals(name)))
          .extracting(ProjectionResult::end)
          .containsExactlyElementsOf(
              Stream.iterate(TEN.plusSeconds(10), end -> end.plusSeconds(10))
                  .limit(WINDOWS)
                  .toList());
    }
    assertThat(recorder.taken.getFirst().values()).contains(new Clicks(1, 3));
    stop();
    eventually(recorder.closed::get);
  }

  @Test
  void a_slow_actor_gets_each_result_once() throws Exception {
    List<ProjectionResult<Clicks>> taken = new CopyOnWriteArrayList<>();
    ResultActor<Clicks> slow =
        result ->
            CompletableFuture.runAsync(
                () -> taken.add(result),
                CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS));
    StreamReader http =
        start(ClicksModule.PER_USER.downstream(Downstream.actor("slow", () -> slow)), Map.of());
    click(http);
    eventually(() -> taken.size() >= USERS * WINDOWS);
    eventually(() -> waiting(http, "slow") == 0);
    assertThat(taken).hasSize(USERS * WINDOWS);
  }

  @Test
  void a_webhook_gets_each_result_signed_and_again_until_it_takes_it() throws Exception {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    List<String> wrong = new CopyOnWriteArrayList<>();
    AtomicInteger requests = new AtomicInteger();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/results",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          check(exchange, body, wrong);
          boolean refused = requests.incrementAndGet() % 3 == 0;
          if (!refused) {
            JsonNode event = new ObjectMapper().readTree(body);
            taken.add(
                event.path("subject").asText()
                    + " "
                    + event.at("/data/end").asText()
                    + " "
                    + event.at("/data/values/clicks").asLong());
          }
          exchange.sendResponseHeaders(refused ? 503 : 204, -1);
          exchange.close();
        });
    receiver.start();
    URI url = URI.create("http://127.0.0.1:%d/results".formatted(receiver.getAddress().getPort()));
    StreamReader http =
        start(
            ClicksModule.PER_USER.downstream(Downstream.webhook("post", url, "ours")),
            Map.of("sillok.node.webhooks.secrets.ours", SECRET));
    click(http);
    List<String> expected = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int window = 1; window <= WINDOWS; window++) {
        expected.add("u%d %s 1".formatted(user, TEN.plusSeconds(window * 10L)));
      }
    }
    eventually(() -> taken.size() >= expected.size());
    assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(wrong).as("what was wrong with requests").isEmpty();
    eventually(() -> waiting(http, "post") == 0);
    assertThat(requests.get()).isGreaterThan(expected.size());
  }

  private static void check(HttpExchange request, byte[] body, List<String> wrong)
      throws IOException {
    try {
      String id = request.getRequestHeaders().getFirst("webhook-id");
      String time = request.getRequestHeaders().getFirst("webhook-timestamp");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      String signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      if (!signature.equals(request.getRequestHeaders().getFirst("webhook-signature"))) {
        wrong.add("signature of " + id);
      }
      if (!request
          .getRequestHeaders()
          .getFirst("Content-Type")
          .startsWith("application/cloudevents+json")) {
        wrong.add("type of " + id);
      }
      JsonNode event = new ObjectMapper().readTree(body);
      if (!event.path("specversion").asText().equals("1.0")
          || !id.equals(event.path("type").asText() + "/" + event.path("id").asText())) {
        wrong.add("attributes of " + id);
      }
    } catch (GeneralSecurityException missing) {
      throw new IOException(missing);
    }
  }

  @Test
  void a_webhook_that_is_not_there_parks_results_with_the_reason() throws Exception {
    StreamReader http =
        start(
            ClicksModule.PER_USER.downstream(
                Downstream.<Clicks>webhook("post", URI.create("http://127.0.0.1:1/x"), "ours")
                    .attempts(1)),
            Map.of("sillok.node.webhooks.secrets.ours", SECRET));
    click(http);
    eventually(() -> downstream(http, "post").path("parked").asLong() == USERS * WINDOWS);
    assertThat(
            http.get(
                    "/streams/projection-clicks-per-user/queues/downstream-post/dead-letters?limit=1")
                .at("/deadLetters/0/reason")
                .asText())
        .contains("http://127.0.0.1:1/x", "cannot be reached");
  }

  @Test
  void a_node_does_not_start_with_what_could_never_run() {
    ProjectionType<?, ?> signed =
        ClicksModule.PER_USER.downstream(
            Downstream.webhook("post", URI.create("http://127.0.0.1:1/x"), "ours"));
    assertThatThrownBy(() -> start(signed, Map.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("sillok.node.webhooks.secrets.ours");
    assertThatThrownBy(
            () -> start(signed, Map.of("sillok.node.webhooks.secrets.ours", "whsec_c2hvcnQ=")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("24 to 64 bytes");
    assertThatThrownBy(() ->
            start(
                ClicksModule.PER_USER
                    .downstream(Downstream.actor("same", Recorder::new))
                    .downstream(Downstream.actor("same", Recorder::new)),
                Map.of()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("two downstreams named same");
  }

  private static void click(StreamReader http) throws Exception {
    List<String> clicks = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      for (int user = 0; user < USERS; user++) {
        ProductClicked click =
            new ProductClicked("u" + user, "p", 3, TEN.plusSeconds(window * 10L + user));
        clicks.add(
            "{\"user\":\"%s\",\"product\":\"%s\",\"price\":%d,\"clickedAt\":\"%s\"}"
                .formatted(click.user(), click.product(), click.price(), click.clickedAt()));
      }
    }
    assertThat(http.post("/streams/product-clicked/events", clicks.toString()).status())
        .isEqualTo(200);
    assertThat(http.post("/streams/product-clicked/time", "{\"seal\": true}").status())
        .isEqualTo(200);
  }

  private static long waiting(StreamReader http, String name) {
    return downstream(http, name).path("waiting").asLong(-1);
  }

  private static JsonNode downstream(StreamReader http, String name) {
    try {
      for (JsonNode each : http.get("/projections/clicks-per-user").path("downstream")) {
        if (each.path("name").asText().equals(name)) {
          return each;
        }
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
    throw new AssertionError("There is no downstream " + name);
  }
}
