package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.consumer.ConsumerDescription;
import io.sillok.client.consumer.ConsumerReset;
import io.sillok.client.consumer.ConsumerRun;
import io.sillok.client.consumer.EventConsumer;
import io.sillok.client.consumer.RunOptions;
import io.sillok.client.event.From;
import io.sillok.client.event.HandlerFailedException;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventStream;
import io.sillok.node.client.PageViews.PageViewed;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Named consumers that the client runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientConsumersIT {

  private static final long SEED = 20_260_205;
  private static final int PARTITIONS = 32;
  private static final RunOptions OFTEN = RunOptions.STANDARD.commit(7, Duration.ofMillis(50));

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void a_consumer_is_created_described_reset_and_deleted() {
    EventStream stream = filled("managed", 10);
    EventConsumer consumer = stream.consumer("billing");
    ConsumerDescription created = consumer.create(From.START, "data.seconds >= 5");
    assertThat(created.name()).isEqualTo("billing");
    assertThat(created.stream()).isEqualTo("managed");
    assertThat(created.filter()).contains("data.seconds >= 5");
    assertThat(created.lag()).isEqualTo(5);
    assertThat(created.partitions()).hasSize(PARTITIONS);
    assertThat(created.instances()).isEmpty();
    assertThat(stream.consumers()).containsExactly("billing");
    ConsumerReset preview = consumer.previewReset(From.END);
    assertThat(preview.dryRun()).isTrue();
    assertThat(preview.skipped()).isEqualTo(5);
    assertThat(consumer.describe().lag()).isEqualTo(5);
    assertThat(consumer.reset(From.END).skipped()).isEqualTo(5);
    assertThat(consumer.describe().lag()).isZero();
    assertThat(consumer.reset(From.START).again()).isEqualTo(5);
    consumer.delete();
    assertThatThrownBy(consumer::describe)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-consumer"));
  }

  @Test
  void events_are_handed_out_once_in_order_and_the_next_run_goes_on_behind_them() {
    EventStream stream = filled("in-order", 200);
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    try (ConsumerRun run = consumer.run(handled::take, OFTEN)) {
      handled.await(200);
      assertThat(run.partitions()).hasSize(PARTITIONS);
    }
    handled.assertExactly(stream);
    assertThat(consumer.describe().lag()).as("committed at the close").isZero();
    stream.append(PageViews.events("p-9", 20));
    try (ConsumerRun run = consumer.run(handled::take, OFTEN)) {
      handled.await(220);
      assertThat(run.isRunning()).isTrue();
    }
    handled.assertExactly(stream);
  }

  @Test
  void a_position_is_committed_while_it_runs_even_if_no_more_events_come() {
    EventStream stream = filled("committed", 10);
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    try (ConsumerRun run =
        consumer.run(handled::take, RunOptions.STANDARD.commit(1_000, Duration.ofMillis(20)))) {
      handled.await(10);
      Eventually.holds(() -> consumer.describe().lag() == 0, consumer::describe);
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void runs_share_the_partitions_and_take_over_when_one_closes() {
    EventStream stream = filled("shared", 0);
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    Set<Integer> told = ConcurrentHashMap.newKeySet();
    ConsumerRun first =
        consumer.run(handled::take, OFTEN.instance("one").onAssignment(told::addAll));
    Eventually.holds(() -> first.partitions().size() == PARTITIONS, first::partitions);
    try (ConsumerRun second = consumer.run(handled::take, OFTEN.instance("two"))) {
      Eventually.holds(
          () -> first.partitions().size() == PARTITIONS / 2 && isOther(first, second),
          () -> first.partitions() + " " + second.partitions());
      assertThat(consumer.describe().instances())
          .extracting(ConsumerDescription.Instance::instance)
          .containsExactlyInAnyOrder("one", "two");
      append(stream, 100);
      handled.await(100);
      first.close();
      append(stream, 100);
      handled.await(200);
      assertThat(second.partitions()).hasSize(PARTITIONS);
    }
    assertThat(told).hasSize(PARTITIONS);
    handled.assertExactly(stream);
  }

  @Test
  void what_a_handler_throws_stops_the_run_and_its_event_comes_again() {
    EventStream stream = filled("failing", 0);
    stream.append(PageViews.events("p-1", 20));
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    ConsumerRun failing =
        consumer.run(event -> {
          if (event.as(PageViewed.class).seconds() == 12) {
            throw new IllegalStateException("Not twelve");
          }
          handled.take(event);
        });
    assertThatThrownBy(failing::await)
        .isInstanceOfSatisfying(
            HandlerFailedException.class,
            failure -> assertThat(failure.event().as(PageViewed.class).seconds()).isEqualTo(12))
        .hasRootCauseMessage("Not twelve");
    failing.close();
    assertThat(handled.events()).hasSize(12);
    assertThat(consumer.describe().lag()).isEqualTo(8);
    ConsumerRun unwatched =
        consumer.run(event -> {
          throw new AssertionError("Never");
        });
    Eventually.holds(() -> !unwatched.isRunning(), () -> "still running");
    assertThatThrownBy(unwatched::close)
        .isInstanceOf(HandlerFailedException.class)
        .hasCauseInstanceOf(AssertionError.class);
    try (ConsumerRun run = consumer.run(handled::take)) {
      handled.await(20);
      assertThat(run.isRunning()).isTrue();
    }
    handled.assertExactly(stream);
  }

  @Test
  void a_reset_has_a_run_go_on_elsewhere() {
    EventStream stream = filled("resetting", 50);
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    try (ConsumerRun run = consumer.run(handled::take, OFTEN)) {
      handled.await(50);
      Eventually.holds(() -> consumer.describe().lag() == 0, consumer::describe);
      assertThat(consumer.reset(From.START).again()).isEqualTo(50);
      handled.await(100);
      Eventually.holds(() -> consumer.describe().lag() == 0, consumer::describe);
      assertThat(run.isRunning()).isTrue();
    }
    assertThat(handled.events()).hasSize(100);
  }

  @Test
  void another_filter_has_a_consumer_and_its_run_go_on_where_they_are() {
    EventStream stream = filled("filtered", 0);
    stream.append(PageViews.events("p-1", 20));
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START, "data.seconds != 3");
    Handled handled = new Handled();
    try (ConsumerRun run = consumer.run(handled::take, OFTEN)) {
      handled.await(19);
      Eventually.holds(() -> consumer.describe().lag() == 0, consumer::describe);
      ConsumerDescription replaced = consumer.replaceFilter("data.seconds >= 15");
      assertThat(replaced.filter()).contains("data.seconds >= 15");
      stream.append(PageViews.events("p-1", 20));
      handled.await(24);
      Eventually.holds(() -> consumer.describe().lag() == 0, consumer::describe);
      assertThat(consumer.removeFilter().filter()).isEmpty();
      stream.append(PageViews.events("p-1", 20));
      handled.await(44);
      assertThat(run.isRunning()).isTrue();
    }
    List<Integer> expected = new ArrayList<>();
    IntStream.range(0, 20).filter(seconds -> seconds != 3).forEach(expected::add);
    IntStream.range(15, 20).forEach(expected::add);
    IntStream.range(0, 20).forEach(expected::add);
    assertThat(handled.events())
        .extracting(event -> event.as(PageViewed.class).seconds())
        .isEqualTo(expected);
    assertThatThrownBy(() -> consumer.replaceFilter("data.weight > 1"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("invalid-filter"));
  }

  @Test
  void a_consumer_that_is_not_there_ends_the_run() {
    EventStream stream = filled("missing", 1);
    ConsumerRun never = stream.consumer("billing").run(event -> {});
    assertThatThrownBy(never::await)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-consumer"));
    never.close();
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    ConsumerRun run = consumer.run(handled::take);
    handled.await(1);
    consumer.delete();
    assertThatThrownBy(run::await)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-consumer"));
    run.close();
  }

  @Test
  void over_connections_that_break_every_event_is_handled_in_order() throws Exception {
    EventStream stream = filled("cut", 500);
    EventConsumer consumer = stream.consumer("billing");
    consumer.create(From.START);
    Handled handled = new Handled();
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      proxy.cutWithin(15_000);
      try (ConsumerRun run = brave.stream("cut").consumer("billing").run(handled::take, OFTEN)) {
        append(stream, 500);
        handled.await(1_000);
        assertThat(run.isRunning()).isTrue();
      }
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(10);
    }
    handled.assertExactly(stream);
    assertThat(consumer.describe().lag()).isZero();
  }

  @Test
  void a_node_that_is_killed_and_comes_back_hands_out_every_event(@TempDir Path elsewhere)
      throws Exception {
    try (NodeProcess first = NodeLaunch.on(elsewhere).start();
        CuttingProxy proxy = new CuttingProxy(first.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      EventStream stream = brave.stream("killed");
      stream.declare(PageViews.DECLARATION);
      EventConsumer consumer = stream.consumer("billing");
      consumer.create(From.START);
      Handled handled = new Handled();
      ConsumerRun run = consumer.run(handled::take, OFTEN);
      append(stream, 300);
      handled.await(150);
      first.kill();
      try (NodeProcess second = NodeLaunch.on(elsewhere).start()) {
        proxy.to(second.url());
        append(stream, 300);
        handled.await(600);
        handled.assertAllInOrder(stream);
        run.close();
        assertThat(consumer.describe().lag()).isZero();
      }
    }
  }

  private static boolean isOther(ConsumerRun first, ConsumerRun second) {
    Set<Integer> both = new HashSet<>(first.partitions());
    both.addAll(second.partitions());
    return second.partitions().size() == PARTITIONS / 2 && both.size() == PARTITIONS;
  }

  private EventStream filled(String name, int events) {
    EventStream stream = client.stream(name);
    stream.declare(PageViews.DECLARATION);
    append(stream, events);
    return stream;
  }

  /** So many events over ten keys, each with its own seconds. */
  private static void append(EventStream stream, int events) {
    stream.append(
        IntStream.range(0, events)
            .mapToObj(number -> PageViews.event("p-" + number % 10, number))
            .toList());
  }

  private static SillokClient impatient(CuttingProxy proxy) {
    return SillokClient.builder()
        .nodes(proxy.address())
        .backoff(Duration.ofMillis(1), Duration.ofMillis(50))
        .connect();
  }
}
