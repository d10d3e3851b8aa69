package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed again and again while clients write. */
final class KillNineIT {

  private static final long SEED = 20_260_131;
  private static final int ROUNDS = 9;
  private static final int WRITERS = 8;
  private static final int FEWEST_COMMANDS = 40;
  private static final int MOST_COMMANDS = 600;

  @TempDir private Path data;
  private final Random random = new Random(SEED);
  private final Whereabouts whereabouts = new Whereabouts();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<CartWriter> writers = new ArrayList<>();
  private long checkedEvents;

  @Test
  void no_acknowledged_event_is_lost_and_no_command_takes_effect_twice() throws Exception {
    long events;
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<CartWriter>> running = new ArrayList<>();
      for (int number = 0; number < WRITERS; number++) {
        writers.add(new CartWriter("w" + number, SEED + number, whereabouts, acknowledged));
        running.add(threads.submit(writers.getLast()));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          killUnderLoad(running);
        }
        events = finish(running);
      } finally {
        whereabouts.abandon();
      }
    }
    assertThat(writers.stream().mapToLong(CartWriter::retries).sum())
        .as("commands sent again")
        .isGreaterThanOrEqualTo(ROUNDS);
    assertThat(writers.stream().mapToLong(CartWriter::repeated).sum())
        .as("commands that were answered, and the same by the next node")
        .isGreaterThanOrEqualTo(ROUNDS);
    assertThat(checkedEvents).as("events checked").isGreaterThan(ROUNDS * FEWEST_COMMANDS);
    StoredLogs stored = StoredLogs.check(data);
    assertThat(stored.eventsOf("cart")).isEqualTo(events);
    assertThat(stored.highestEpoch("cart")).isGreaterThan(ROUNDS);
  }

  /** One life of the node: what was there before is checked, then it is killed while it works. */
  private void killUnderLoad(List<Future<CartWriter>> running)
      throws IOException, InterruptedException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.awaitWaiting(WRITERS);
      for (CartWriter writer : writers) {
        checkSurvived(node, writer);
      }
      long enough = acknowledged.get() + random.nextInt(FEWEST_COMMANDS, MOST_COMMANDS);
      whereabouts.is(node);
      while (acknowledged.get() < enough) {
        assertThat(running).as("writers that failed").noneMatch(Future::isDone);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1000)));
      }
      node.kill();
    }
  }

  /** The last life: every writer gets its last answer, then all must be exactly as answered. */
  private long finish(List<Future<CartWriter>> running) throws Exception {
    long events = 0;
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.isForTheLastTime(node);
      for (Future<CartWriter> writer : running) {
        writer.get();
      }
      for (CartWriter writer : writers) {
        for (String cart : writer.carts()) {
          List<JsonNode> stored = node.events(cart);
          assertThat(stored).as(cart).isEqualTo(writer.acknowledgedEvents(cart));
          CartModel.of(stored).check(node.get("/v1/entities/" + cart));
          events += stored.size();
        }
      }
      node.kill();
    }
    return events;
  }

  /**
   * All that was acknowledged is there, and beyond it at most what one command under way at the
   * kill came to.
   */
  private void checkSurvived(NodeProcess node, CartWriter writer) throws IOException {
    int unanswered = 0;
    for (String cart : writer.carts()) {
      List<JsonNode> known = writer.acknowledgedEvents(cart);
      List<JsonNode> stored = node.events(cart);
      assertThat(stored).as(cart).hasSizeGreaterThanOrEqualTo(known.size());
      assertThat(stored.subList(0, known.size())).as(cart).isEqualTo(known);
      for (int index = 0; index < stored.size(); index++) {
        assertThat(stored.get(index).path("sequenceNumber").asLong()).isEqualTo(index + 1);
      }
      unanswered += stored.size() > known.size() ? 1 : 0;
      checkedEvents += stored.size();
    }
    assertThat(unanswered).as("carts with a command that was not answered").isLessThanOrEqualTo(1);
  }
}
