package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Has counters count, each by a client of its own that asks again when it gets no answer. */
final class CounterClients implements AutoCloseable {

  private static final int COUNTERS = 10;
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Node node;
  private final List<String> ids = CounterProcess.ids(COUNTERS);
  private final Map<String, Queue<Long>> acknowledged = new ConcurrentHashMap<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Watchers watchers;
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean over;

  private CounterClients(Node node) {
    this.node = node;
    watchers = Watchers.start(node, ids.getFirst().substring(0, ids.getFirst().indexOf('|')));
  }

  static CounterClients start(Node node) {
    CounterClients clients = new CounterClients(node);
    clients.ids.forEach(clients::start);
    return clients;
  }

  private void start(String id) {
    ActorRef<Counter.Command> counter =
        node.kit.spawn(
            Counter.persistent(
                id,
                SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(200), Duration.ofSeconds(1), 0.2),
                failures::add));
    clients.add(Thread.ofVirtual().start(() -> count(id, counter)));
  }

  private void count(String id, ActorRef<Counter.Command> counter) {
    while (!over) {
      attempts.incrementAndGet();
      try {
        Counter.Count count =
            AskPattern.<Counter.Command, Counter.Count>ask(
                    counter,
                    replyTo -> new Counter.Add(1, replyTo),
                    ASK_TIMEOUT,
                    node.system().scheduler())
                .toCompletableFuture()
                .join();
        acknowledged(id).add(count.value());
      } catch (CompletionException unanswered) {
        // Asked again.
      }
    }
  }

  private Queue<Long> acknowledged(String id) {
    return acknowledged.computeIfAbsent(id, each -> new ConcurrentLinkedQueue<>());
  }

  static boolean isUnreachable(Throwable failure) {
    return failure instanceof StoreException known && known.code().equals("store-unreachable");
  }

  /** Waits until each counter has been acknowledged more than now. */
  void awaitProgress() throws InterruptedException {
    for (String id : ids) {
      int before = acknowledged(id).size();
      await(() -> acknowledged(id).size() > before + 2, "acknowledgements of " + id);
    }
  }

  /** Waits for a failure that {@code wanted} accepts. */
  void awaitFailure(Predicate<Throwable> wanted) throws InterruptedException {
    await(() -> failures(wanted) > 0, "the failure expected, but had " + failures);
  }

  private static void await(java.util.function.BooleanSupplier condition, String what)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  long failures(Predicate<Throwable> wanted) {
    return failures.stream().filter(wanted).count();
  }

  /** Has the clients end. */
  void end() throws InterruptedException {
    over = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  /**
   * Each acknowledged value stands once, no event that was not attempted does, and a live query has
   * seen each once.
   */
  void assertNothingLost() throws InterruptedException {
    long events = 0;
    for (String id : ids) {
      Samples.await(node.persistence().writers().settled(id));
      List<IndexedEvent> all = events(id);
      assertThat(all.stream().map(event -> event.event().sequenceNumber()))
          .as("events of %s", id)
          .doesNotHaveDuplicates();
      List<Long> values = List.copyOf(acknowledged(id));
      assertThat(values).as("values of %s", id).doesNotHaveDuplicates().isSorted();
      assertThat((long) all.size()).as(id).isGreaterThanOrEqualTo(last(values));
      long previous = 0;
      for (IndexedEvent event : all) {
        assertThat(event.event().previousSequenceNumber()).isEqualTo(previous);
        previous = event.event().sequenceNumber();
      }
      watchers.assertSaw(id, all.stream().map(event -> event.event().sequenceNumber()).toList());
      events += all.size();
    }
    assertThat(events).isLessThanOrEqualTo(attempts.get());
  }

  private static long last(List<Long> values) {
    return values.isEmpty() ? 0 : values.getLast();
  }

  private List<IndexedEvent> events(String id) {
    List<IndexedEvent> all = new ArrayList<>();
    List<IndexedEvent> page;
    do {
      long from = all.isEmpty() ? 0 : all.getLast().event().sequenceNumber() + 1;
      page =
          Samples.await(node.persistence().store().entities().read(id, from, Long.MAX_VALUE, 1000));
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  @Override
  public String toString() {
    return "%d attempts, %d acknowledged, %d failures of entities, %d of them store-unreachable"
        .formatted(
            attempts.get(),
            acknowledged.values().stream().mapToInt(Queue::size).sum(),
            failures.size(),
            failures(CounterClients::isUnreachable));
  }

  @Override
  public void close() {
    over = true;
  }
}
