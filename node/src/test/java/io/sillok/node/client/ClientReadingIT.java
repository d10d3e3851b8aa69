package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.SillokClient;
import io.sillok.client.event.EventPage;
import io.sillok.client.event.From;
import io.sillok.client.event.Position;
import io.sillok.client.event.Selection;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventKind;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.StreamDescription;
import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a stream has, read by the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientReadingIT {

  private static final long SEED = 20_260_202;
  private static final int EVENTS = 3_000;

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;
  private EventStream stream;
  private List<JsonNode> stored;

  @BeforeAll
  void start() throws Exception {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
    stream = client.stream(Carts.ITEM_ADDED);
    Carts.fill(client, "c", EVENTS);
    stored = Carts.stored(node);
    assertThat(stored).hasSize(EVENTS);
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void all_events_are_read() {
    List<StreamEvent> read = stream.read(From.START).toList();
    Carts.assertSame(read, stored);
    assertThat(read.getFirst().as(ItemAdded.class).quantity()).isOne();
    assertThat(read.getFirst().source()).isEmpty();
  }

  @Test
  void over_connections_that_break_no_event_is_lost_and_none_comes_twice() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      proxy.cutWithin(60_000);
      List<StreamEvent> read = brave.stream(Carts.ITEM_ADDED).read(From.START).toList();
      Carts.assertSame(read, stored);
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(10);
    }
  }

  @Test
  void a_limit_holds_over_connections_that_break() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED + 1);
        SillokClient brave = impatient(proxy)) {
      proxy.cutWithin(20_000);
      List<StreamEvent> some =
          brave.stream(Carts.ITEM_ADDED).read(From.START, Selection.ALL.limit(500)).toList();
      assertThat(some).hasSize(500);
      List<StreamEvent> rest =
          brave.stream(Carts.ITEM_ADDED).read(some.getLast().position()).toList();
      assertThat(rest).hasSize(EVENTS - 500);
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(10);
      Carts.assertSame(Stream.concat(some.stream(), rest.stream()).toList(), stored);
    }
  }

  @Test
  void pages_follow_each_other_exactly() {
    List<StreamEvent> read = new ArrayList<>();
    From from = From.START;
    while (true) {
      EventPage page = stream.page(from, Selection.ALL.limit(700));
      if (page.events().isEmpty()) {
        break;
      }
      read.addAll(page.events());
      from = page.next();
    }
    Carts.assertSame(read, stored);
  }

  @Test
  void one_key_is_read_in_order() {
    List<StreamEvent> read = stream.read(From.START, Selection.ALL.key("c-3")).toList();
    assertThat(read).hasSize(EVENTS / 8);
    for (int index = 0; index < read.size(); index++) {
      assertThat(read.get(index).key()).contains("c-3");
      assertThat(read.get(index).sequenceNumber()).hasValue(index + 1);
    }
  }

  @Test
  void a_place_is_the_start_the_end_a_time_or_a_position() {
    assertThat(stream.read(From.END)).isEmpty();
    assertThat(stream.read(stream.end())).isEmpty();
    assertThat(stream.read(From.time(Instant.now().plusSeconds(3_600)))).isEmpty();
    assertThat(stream.read(From.time(Instant.EPOCH))).hasSize(EVENTS);
    Position position = stream.page(From.START, Selection.ALL.limit(10)).events().get(9).position();
    assertThat(stream.read(position)).hasSize(EVENTS - 10);
  }

  @Test
  void who_does_not_read_to_the_end_closes() {
    try (Stream<StreamEvent> events = stream.read(From.START)) {
      assertThat(events.limit(3)).hasSize(3);
    }
  }

  @Test
  void a_node_that_stops_meanwhile_and_comes_back_is_read_on(@TempDir Path elsewhere)
      throws Exception {
    try (NodeProcess stopping = NodeLaunch.on(elsewhere).start();
        CuttingProxy proxy = new CuttingProxy(stopping.url(), SEED);
        SillokClient brave = impatient(proxy);
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Carts.fillWithLargeEvents(brave, "c", 800);
      List<JsonNode> all = Carts.stored(stopping);
      List<StreamEvent> read = new ArrayList<>();
      try (Stream<StreamEvent> events = brave.stream(Carts.ITEM_ADDED).read(From.START)) {
        Iterator<StreamEvent> iterator = events.iterator();
        read.add(iterator.next());
        stopping.terminate();
        Future<NodeProcess> next = threads.submit(() -> restarted(proxy, stopping, elsewhere));
        while (iterator.hasNext()) {
          read.add(iterator.next());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)); // so that it stops meanwhile
        }
        next.get().close();
      }
      Carts.assertSame(read, all);
    }
  }

  private static NodeProcess restarted(CuttingProxy proxy, NodeProcess stopping, Path data) {
    assertThat(stopping.awaitEnd().exitCode()).isZero();
    NodeProcess next = NodeLaunch.on(data).start();
    proxy.to(next.url());
    return next;
  }

  @Test
  void what_is_asked_wrongly_is_refused_at_once() {
    assertThatThrownBy(() -> stream.read(new Position("nonsense")).toList())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("invalid-position"));
    assertThatThrownBy(() -> client.stream("no-such-stream").read(From.START).toList())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-stream"));
  }

  @Test
  void streams_are_described() {
    assertThat(client.streams()).extracting(EventStream::name).contains(Carts.ITEM_ADDED);
    StreamDescription description = stream.describe();
    assertThat(description.name()).isEqualTo(Carts.ITEM_ADDED);
    assertThat(description.kind()).isInstanceOf(EventKind.class);
    assertThat(description.schema().path("type").asText()).isEqualTo("record");
    assertThat(description.jsonSchema().at("/properties/quantity").isObject()).isTrue();
    assertThat(description.retired()).isFalse();
  }

  private static SillokClient impatient(CuttingProxy proxy) {
    return SillokClient.builder()
        .nodes(proxy.address())
        .backoff(Duration.ofMillis(1), Duration.ofMillis(20))
        .connect();
  }
}
