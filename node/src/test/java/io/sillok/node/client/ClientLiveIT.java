package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.event.HandlerFailedException;
import io.sillok.client.event.Position;
import io.sillok.client.event.Selection;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.Following;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is followed by the client. */
final class ClientLiveIT {

  private static final long SEED = 20_260_203;

  @TempDir private Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeEach
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterEach
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void over_connections_that_break_every_event_comes_once_and_in_order() throws Exception {
    Carts.fill(client, "before", 500);
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      proxy.cutWithin(30_000);
      Collector collector = new Collector(Long.MAX_VALUE);
      brave.stream(Carts.ITEM_ADDED).live(From.START).subscribe(collector);
      Carts.fill(client, "after", 1_500);
      collector.await(2_000);
      Carts.assertSame(collector.events(), Carts.stored(node));
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(10);
    }
  }

  @Test
  void from_the_end_comes_what_is_appended_after_the_call_even_if_the_first_connection_breaks()
      throws Exception {
    Carts.fill(client, "before", 10);
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      var live = brave.stream(Carts.ITEM_ADDED).live(From.END);
      Carts.fill(client, "between", 10);
      Collector collector = new Collector(0);
      live.subscribe(collector);
      collector.subscription();
      proxy.cutAll();
      collector.subscription().request(Long.MAX_VALUE);
      Carts.fill(client, "after", 10);
      collector.await(20);
      assertThat(collector.events())
          .hasSize(20)
          .noneMatch(event -> event.key().orElseThrow().startsWith("before"));
    }
  }

  @Test
  void a_slow_subscriber_is_not_overrun_and_misses_nothing() throws Exception {
    int count = 800;
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient slow = impatient(proxy)) {
      Collector slowly = new Collector(5);
      slow.stream(Carts.ITEM_ADDED).live(From.START).subscribe(slowly);
      Collector quickly = new Collector(Long.MAX_VALUE);
      client.stream(Carts.ITEM_ADDED).live(From.START).subscribe(quickly);
      Carts.fillWithLargeEvents(client, "c", count);
      quickly.await(count);
      assertThat(slowly.events()).hasSize(5);
      assertThat(proxy.answeredBytes())
          .as("bytes that came though nobody asked for them")
          .isLessThan((long) count * Carts.LARGE_EVENT_BYTES / 2);
      slowly.subscription().request(3);
      slowly.await(8);
      slowly.subscription().request(Long.MAX_VALUE);
      slowly.await(count);
      Carts.assertSame(slowly.events(), Carts.stored(node));
    }
  }

  @Test
  void a_subscription_with_a_limit_completes() throws Exception {
    Carts.fill(client, "c", 20);
    Collector collector = new Collector(Long.MAX_VALUE);
    stream().live(From.START, Selection.ALL.limit(7)).subscribe(collector);
    assertThat(collector.awaitEnd()).isEqualTo("complete");
    assertThat(collector.events()).hasSize(7);
  }

  @Test
  void a_subscription_that_was_cancelled_gets_nothing_more() throws Exception {
    Collector collector = new Collector(Long.MAX_VALUE);
    stream().live(From.START).subscribe(collector);
    Carts.fill(client, "before", 5);
    collector.await(5);
    collector.subscription().cancel();
    Collector other = new Collector(Long.MAX_VALUE);
    stream().live(From.START).subscribe(other);
    Carts.fill(client, "after", 5);
    other.await(10);
    assertThat(collector.events()).hasSize(5);
  }

  @Test
  void what_a_node_refuses_ends_the_subscription() {
    Collector position = new Collector(1);
    stream().live(new Position("nonsense")).subscribe(position);
    assertThat(position.awaitEnd()).isEqualTo("error");
    assertThat(position.failure())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("invalid-position"));
  }

  @Test
  void asking_for_less_than_one_event_ends_the_subscription() throws Exception {
    Collector misuse = new Collector(1);
    stream().live(From.START).subscribe(misuse);
    misuse.subscription().request(0);
    assertThat(misuse.awaitEnd()).isEqualTo("error");
    assertThat(misuse.failure()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_node_that_is_killed_and_comes_back_is_followed_on() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      Collector collector = new Collector(Long.MAX_VALUE);
      brave.stream(Carts.ITEM_ADDED).live(From.START).subscribe(collector);
      Carts.fill(brave, "before", 300);
      collector.await(300);
      node.kill();
      node = NodeLaunch.on(data).start();
      proxy.to(node.url());
      Carts.fill(brave, "after", 300);
      collector.await(600);
      Carts.assertSame(collector.events(), Carts.stored(node));
    }
  }

  @Test
  void a_handler_gets_every_event_and_what_it_throws_is_told_to_who_waits() throws Exception {
    Carts.fill(client, "c", 40);
    List<StreamEvent> handled = new ArrayList<>();
    try (Following following = stream().follow(From.START, Selection.ALL.limit(40), handled::add)) {
      following.await();
    }
    Carts.assertSame(handled, Carts.stored(node));
    handled.clear();
    Following failing = stream().follow(From.START, event -> failAt(event, handled, 3));
    assertThatThrownBy(failing::await)
        .isInstanceOfSatisfying(
            HandlerFailedException.class,
            failure -> assertThat(failure.event()).isEqualTo(handled.getLast()))
        .hasRootCauseMessage("Event 3");
    failing.close();
    assertThat(handled).hasSize(3);
    Following unwatched = stream().follow(From.START, event -> failAt(event, handled, 6));
    while (unwatched.isRunning()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    assertThatThrownBy(unwatched::close).isInstanceOf(HandlerFailedException.class);
    Following erring =
        stream()
            .follow(
                From.START,
                event -> {
                  throw new NoSuchFieldError("gone");
                });
    assertThatThrownBy(() -> erring.await(Duration.ofSeconds(30)))
        .isInstanceOf(HandlerFailedException.class)
        .hasCauseInstanceOf(NoSuchFieldError.class);
  }

  @Test
  void closing_the_client_ends_what_it_follows() throws Exception {
    SillokClient other = SillokClient.connect(URI.create(node.url()));
    Collector collector = new Collector(Long.MAX_VALUE);
    other.stream(Carts.ITEM_ADDED).live(From.START).subscribe(collector);
    Following following = other.stream(Carts.ITEM_ADDED).follow(From.START, event -> {});
    Carts.fill(client, "before", 3);
    collector.await(3);
    other.close();
    assertThat(following.await(Duration.ofSeconds(20))).isTrue();
    Carts.fill(client, "after", 3);
    assertThat(collector.events()).hasSize(3);
  }

  private static void failAt(StreamEvent event, List<StreamEvent> handled, int number) {
    handled.add(event);
    if (handled.size() == number) {
      throw new IllegalStateException("Event " + number);
    }
  }

  private EventStream stream() {
    return client.stream(Carts.ITEM_ADDED);
  }

  private static SillokClient impatient(CuttingProxy proxy) {
    return SillokClient.builder()
        .nodes(proxy.address())
        .backoff(Duration.ofMillis(1), Duration.ofMillis(50))
        .connect();
  }
}
