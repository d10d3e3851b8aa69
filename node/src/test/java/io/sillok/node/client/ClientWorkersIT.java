package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.queue.DeadLetter;
import io.sillok.client.queue.DeadLetterException;
import io.sillok.client.queue.EventQueue;
import io.sillok.client.queue.QueueItem;
import io.sillok.client.queue.QueueSettings;
import io.sillok.client.queue.WorkerOptions;
import io.sillok.client.queue.Workers;
import io.sillok.client.stream.EventStream;
import io.sillok.node.client.PageViews.PageViewed;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Workers of the client on queues. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientWorkersIT {

  private static final long SEED = 20_260_206;
  private static final QueueSettings SETTINGS =
      QueueSettings.STANDARD
          .from(From.START)
          .maxAttempts(3)
          .lease(Duration.ofSeconds(20))
          .retryDelay(Duration.ofMillis(20));

  /** For answers that get lost: such an attempt must not lengthen the wait for the next. */
  private static final QueueSettings BREAKING =
      SETTINGS.lease(Duration.ofSeconds(2)).maxAttempts(100).retryDelay(Duration.ZERO);

  private static final WorkerOptions SHORTLY =
      WorkerOptions.STANDARD.patience(Duration.ofMillis(300));

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
  void each_item_is_handled_once_by_no_more_workers_than_there_are() {
    EventQueue queue = queue(client, "worked", 400, SETTINGS);
    Handled handled = new Handled();
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Workers workers =
        queue.workers(
            4,
            item -> {
              most.accumulateAndGet(working.incrementAndGet(), Math::max);
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
              handled.take(item.event());
              working.decrementAndGet();
            },
            SHORTLY)) {
      handled.await(400);
      assertThat(workers.isRunning()).isTrue();
    }
    assertThat(most.get()).isBetween(2, 4);
    assertThat(seconds(handled)).hasSize(400);
    assertThat(handled.events()).hasSize(400);
    assertThat(queue.describe().lag()).as("acked before the close is over").isZero();
  }

  @Test
  void what_fails_comes_again_and_is_a_dead_letter_in_the_end() {
    EventQueue queue = queue(client, "failing", 10, SETTINGS);
    AtomicInteger attempts = new AtomicInteger();
    try (Workers workers = queue.workers(3, item -> failOnThree(item, attempts), SHORTLY)) {
      Eventually.holds(() -> queue.deadLetters().count() == 3, queue::describe);
      Eventually.holds(() -> queue.describe().lag() == 0, queue::describe);
      assertThat(workers.isRunning()).isTrue();
    }
    assertThat(attempts.get()).isEqualTo(3);
    assertThat(queue.deadLetters().map(DeadLetter::reason))
        .containsExactlyInAnyOrder(
            "java.lang.IllegalStateException: Not three",
            "java.lang.AssertionError: Not five",
            "Never four");
    assertThat(queue.deadLetters().map(DeadLetter::attempts)).containsExactlyInAnyOrder(3, 3, 1);
  }

  private static void failOnThree(QueueItem item, AtomicInteger attempts)
      throws DeadLetterException {
    switch (item.event().as(PageViewed.class).seconds()) {
      case 3 -> {
        attempts.incrementAndGet();
        throw new IllegalStateException("Not three");
      }
      case 4 -> throw new DeadLetterException("Never four");
      case 5 -> throw new AssertionError("Not five");
      default -> {
        // done
      }
    }
  }

  @Test
  void an_item_stays_leased_for_as_long_as_its_handler_takes() {
    Duration lease = Duration.ofMillis(600);
    EventQueue queue = queue(client, "slow", 3, SETTINGS.lease(lease));
    Handled handled = new Handled();
    try (Workers workers =
        queue.workers(
            4,
            item -> {
              handled.take(item.event());
              LockSupport.parkNanos(lease.multipliedBy(4).toNanos());
            },
            SHORTLY)) {
      Eventually.holds(() -> queue.describe().lag() == 0, queue::describe);
      assertThat(workers.isRunning()).isTrue();
    }
    assertThat(handled.events()).as("each by one worker only").hasSize(3);
  }

  @Test
  void closing_waits_for_what_is_being_handled_and_leaves_the_rest() throws Exception {
    EventQueue queue = queue(client, "closing", 50, SETTINGS);
    Handled begun = new Handled();
    Handled done = new Handled();
    CountDownLatch go = new CountDownLatch(1);
    Workers workers =
        queue.workers(
            5,
            item -> {
              begun.take(item.event());
              go.await();
              done.take(item.event());
            },
            SHORTLY);
    begun.await(5);
    Thread closing = Thread.ofVirtual().start(workers::close);
    Eventually.holds(() -> closing.getState() == Thread.State.WAITING, closing::getState);
    assertThat(done.events()).isEmpty();
    go.countDown();
    assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
    assertThat(done.events()).hasSameSizeAs(begun.events()).hasSizeLessThanOrEqualTo(10);
    assertThat(queue.describe().leased()).isZero();
    assertThat(queue.describe().lag()).isEqualTo(50L - done.events().size());
  }

  @Test
  void a_handler_may_close_its_workers() {
    EventQueue queue = queue(client, "enough", 20, SETTINGS);
    Set<Workers> mine = ConcurrentHashMap.newKeySet();
    Workers workers =
        queue.workers(
            2,
            item -> {
              Eventually.holds(() -> !mine.isEmpty(), () -> "no workers");
              mine.forEach(Workers::close);
            },
            SHORTLY);
    mine.add(workers);
    assertThat(workers.await(Duration.ofSeconds(60))).isTrue();
    assertThat(queue.describe().leased()).isZero();
    assertThat(queue.describe().lag()).isLessThan(20);
  }

  @Test
  void a_queue_that_is_not_there_ends_the_workers() {
    EventStream stream = client.stream("no-queue");
    stream.declare(PageViews.DECLARATION);
    assertThatThrownBy(() -> stream.queue("emails").workers(1, item -> {}))
        .isInstanceOf(ProblemException.class);
    EventQueue queue = queue(client, "no-queue", 1, SETTINGS);
    Handled handled = new Handled();
    Workers workers = queue.workers(1, item -> handled.take(item.event()), SHORTLY);
    handled.await(1);
    queue.delete();
    assertThatThrownBy(workers::await)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-queue"));
    workers.close();
  }

  @Test
  void over_connections_that_break_every_item_is_handled_and_acked() throws Exception {
    EventQueue queue = queue(client, "cut", 300, BREAKING);
    Handled handled = new Handled();
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      proxy.cutWithin(4_000);
      EventQueue same = brave.stream("cut").queue("emails");
      try (Workers workers = same.workers(5, item -> handled.take(item.event()), SHORTLY)) {
        Eventually.holds(() -> queue.describe().lag() == 0, queue::describe);
        assertThat(workers.isRunning()).isTrue();
      }
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(5);
    }
    assertThat(seconds(handled)).hasSize(300);
    assertThat(queue.describe().deadLetters()).isZero();
  }

  @Test
  void a_node_that_is_killed_and_comes_back_has_every_item_handled(@TempDir Path elsewhere)
      throws Exception {
    try (NodeProcess first = NodeLaunch.on(elsewhere).start();
        CuttingProxy proxy = new CuttingProxy(first.url(), SEED);
        SillokClient brave = impatient(proxy)) {
      EventQueue queue = queue(brave, "killed", 400, BREAKING);
      Handled handled = new Handled();
      Workers workers =
          queue.workers(
              3,
              item -> {
                handled.take(item.event());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
              },
              SHORTLY);
      handled.await(60);
      first.kill();
      try (NodeProcess second = NodeLaunch.on(elsewhere).start()) {
        proxy.to(second.url());
        Eventually.holds(() -> queue.describe().lag() == 0, queue::describe);
        assertThat(seconds(handled)).hasSize(400);
        assertThat(queue.describe().deadLetters()).isZero();
        assertThat(workers.isRunning()).isTrue();
        workers.close();
      }
    }
  }

  private static Set<Integer> seconds(Handled handled) {
    Set<Integer> seconds = ConcurrentHashMap.newKeySet();
    handled.events().forEach(event -> seconds.add(event.as(PageViewed.class).seconds()));
    return seconds;
  }

  private static EventQueue queue(
      SillokClient client, String name, int events, QueueSettings settings) {
    EventStream stream = client.stream(name);
    stream.declare(PageViews.DECLARATION);
    stream.append(
        IntStream.range(0, events)
            .mapToObj(number -> PageViews.event("p-" + number % 10, number))
            .toList());
    EventQueue queue = stream.queue("emails");
    queue.create(settings);
    return queue;
  }

  private static SillokClient impatient(CuttingProxy proxy) {
    return SillokClient.builder()
        .nodes(proxy.address())
        .backoff(Duration.ofMillis(1), Duration.ofMillis(50))
        .connect();
  }
}
