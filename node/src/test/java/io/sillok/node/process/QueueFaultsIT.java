package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.process.QueueLedger.Given;
import io.sillok.node.process.QueueLedger.Place;
import io.sillok.node.process.QueueLedger.Settling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers of two queues on one stream forget, reject and give back items, and the node is killed
 * under them, while events are written.
 */
final class QueueFaultsIT {

  private static final long SEED = 20_260_318;
  private static final String IN_ANY_ORDER = PageViews.STREAM + "/queues/mails";
  private static final String IN_ORDER = PageViews.STREAM + "/queues/invoices";
  private static final int LIVES = 3;
  private static final int WORKERS = 3;
  private static final int SETTLED_A_LIFE = 500;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path data;
  private final Whereabouts whereabouts = new Whereabouts();
  private final Map<String, QueueLedger> ledgers = new LinkedHashMap<>();
  private final AtomicBoolean careful = new AtomicBoolean();

  @Test
  void every_event_is_acked_or_a_dead_letter_of_each_queue() throws Exception {
    ledgers.put(IN_ANY_ORDER, new QueueLedger());
    ledgers.put(IN_ORDER, new QueueLedger());
    long forgotten = 0;
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      Future<Long> writer = threads.submit(new PageViews(whereabouts, this::leastSettled));
      List<Future<Long>> workers = new ArrayList<>();
      for (Map.Entry<String, QueueLedger> queue : ledgers.entrySet()) {
        for (int number = 0; number < WORKERS; number++) {
          workers.add(
              threads.submit(
                  new QueueWorker(
                      queue.getKey(),
                      SEED + workers.size(),
                      whereabouts,
                      queue.getValue(),
                      careful)));
        }
      }
      List<Future<Long>> all = new ArrayList<>(workers);
      all.add(writer);
      try {
        for (int life = 1; life < LIVES; life++) {
          try (NodeProcess node = NodeLaunch.on(data).start()) {
            live(node, all);
            node.kill();
          }
        }
        finish(writer, workers);
      } finally {
        whereabouts.abandon();
      }
      for (Future<Long> worker : workers) {
        forgotten += worker.get();
      }
    }
    assertThat(forgotten).as("forgotten items").isPositive();
  }

  private long leastSettled() {
    return ledgers.values().stream().mapToLong(QueueLedger::settled).min().orElseThrow();
  }

  /** One life of the node, until enough was settled in both queues. */
  private void live(NodeProcess node, List<Future<Long>> running) throws IOException {
    assertThat(node.send("PUT", PageViews.STREAM, PageViews.DECLARATION).status()).isIn(200, 201);
    create(node, IN_ANY_ORDER, "none");
    create(node, IN_ORDER, "key");
    long enough = leastSettled() + SETTLED_A_LIFE;
    whereabouts.is(node);
    until(running, () -> leastSettled() >= enough);
  }

  private static void create(NodeProcess node, String queue, String ordered) throws IOException {
    Answer answer =
        node.send(
            "PUT",
            queue,
            """
            {"from": "start", "ordered": "%s", "lease": "PT2S", "maxAttempts": %d,
             "retryDelay": "PT0.1S"}
            """
                .formatted(ordered, QueueLedger.MAX_ATTEMPTS));
    assertThat(answer.status()).as("%s", answer).isIn(200, 201);
  }

  /** The last life ends when both queues are done; then the log is held against them. */
  private void finish(Future<Long> writer, List<Future<Long>> workers) throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      live(node, workers);
      whereabouts.isForTheLastTime(node);
      careful.set(true);
      until(workers, writer::isDone);
      until(workers, () -> isDone(node, IN_ANY_ORDER) && isDone(node, IN_ORDER));
      List<Given> log = new ArrayList<>();
      for (JsonNode event : node.lines(PageViews.STREAM + "/events")) {
        log.add(new Given(Place.of(event), event.path("key").asText()));
      }
      assertThat(log).hasSize(Math.toIntExact(writer.get()));
      for (Map.Entry<String, QueueLedger> queue : ledgers.entrySet()) {
        check(node, workers, queue.getKey(), queue.getValue(), log);
      }
      whereabouts.abandon();
      node.kill();
    }
  }

  private static void check(
      NodeProcess node,
      List<Future<Long>> workers,
      String queue,
      QueueLedger ledger,
      List<Given> log)
      throws IOException {
    Set<Place> dead = dead(node, queue);
    ledger.check(log, dead);
    assertThat(ledger.confirmed(Settling.ACK)).isGreaterThanOrEqualTo(LIVES * SETTLED_A_LIFE / 2);
    assertThat(ledger.confirmed(Settling.REJECT)).isPositive();
    assertThat(ledger.repetitions()).isPositive();
    if (queue.equals(IN_ORDER)) {
      ledger.checkOrderOfKeys(log, dead);
    }
    ledger.forget(dead);
    Answer replayed = node.send("POST", queue + "/dead-letters/replay", "{\"all\": true}");
    assertThat(replayed.body().path("replayed").asInt()).as("%s", replayed).isEqualTo(dead.size());
    until(workers, () -> isDone(node, queue));
    assertThat(dead(node, queue)).isEmpty();
  }

  private static Set<Place> dead(NodeProcess node, String queue) throws IOException {
    Set<Place> dead = new HashSet<>();
    String after = "";
    do {
      JsonNode page = node.get(queue + "/dead-letters?limit=20" + after).body();
      for (JsonNode letter : page.path("deadLetters")) {
        assertThat(letter.path("reason").asText()).isNotEmpty();
        assertThat(dead.add(Place.of(letter))).as("%s is listed once", letter).isTrue();
      }
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!after.isEmpty());
    return dead;
  }

  private static boolean isDone(NodeProcess node, String queue) {
    try {
      JsonNode standing = node.get(queue).body();
      return standing.path("lag").asLong(-1) == 0
          && standing.path("ready").asLong(-1) == 0
          && standing.path("leased").asLong(-1) == 0
          && standing.path("delayed").asLong(-1) == 0;
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void until(List<Future<Long>> running, BooleanSupplier enough) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!enough.getAsBoolean()) {
      assertThat(running).as("clients that failed").noneMatch(Future::isDone);
      assertThat(System.nanoTime()).as("enough happens in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
