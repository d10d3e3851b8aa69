package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances of a consumer break off and connect again, and the node is killed under them, while
 * events are written.
 */
final class ConsumerFaultsIT {

  private static final long SEED = 20_260_214;
  private static final String CONSUMER = PageViews.STREAM + "/consumers/mailer";
  private static final int LIVES = 3;
  private static final int INSTANCES = 4;
  private static final int EVENTS_A_LIFE = 2_000;
  private static final int BREAKS_A_LIFE = 8;
  private static final int MOVES_A_LIFE = 32;
  private static final long PATIENCE_SECONDS = 90;

  @TempDir private Path data;
  private final Whereabouts whereabouts = new Whereabouts();
  private final HandedOut handedOut = new HandedOut();
  private final AtomicLong breaks = new AtomicLong();
  private final AtomicBoolean patient = new AtomicBoolean();

  @Test
  void every_event_is_handed_out_in_order_and_nothing_is_skipped() throws Exception {
    long written;
    Map<Integer, NavigableSet<Long>> log;
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      Future<Long> writer = threads.submit(new PageViews(whereabouts, handedOut::events));
      List<Future<Long>> instances = new ArrayList<>();
      for (int number = 0; number < INSTANCES; number++) {
        instances.add(
            threads.submit(
                new ConsumerInstance(
                    "i" + number,
                    CONSUMER,
                    SEED + number,
                    whereabouts,
                    handedOut,
                    breaks,
                    patient)));
      }
      List<Future<Long>> all = new ArrayList<>(instances);
      try {
        for (int life = 1; life < LIVES; life++) {
          killUnderLoad(all);
        }
        all.add(writer);
        log = finish(writer, instances);
        written = writer.get();
      } finally {
        whereabouts.abandon();
      }
    }
    handedOut.check(log);
    assertThat(log.values().stream().mapToLong(NavigableSet::size).sum()).isEqualTo(written);
    assertThat(written).as("events").isGreaterThanOrEqualTo(LIVES * EVENTS_A_LIFE);
    assertThat(breaks).as("broken off").hasValueGreaterThanOrEqualTo(LIVES * BREAKS_A_LIFE);
    assertThat(handedOut.moves()).as("moves").isGreaterThanOrEqualTo(LIVES * MOVES_A_LIFE);
  }

  private void killUnderLoad(List<Future<Long>> running) throws IOException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      live(node, running);
      node.kill();
    }
  }

  /** One life of the node, until there was enough of everything. */
  private void live(NodeProcess node, List<Future<Long>> running) throws IOException {
    assertThat(node.send("PUT", PageViews.STREAM, PageViews.DECLARATION).status()).isIn(200, 201);
    assertThat(node.send("PUT", CONSUMER, "{\"from\": \"start\"}").status()).isIn(200, 201);
    long events = handedOut.events() + EVENTS_A_LIFE;
    long enoughBreaks = breaks.get() + BREAKS_A_LIFE;
    long moves = handedOut.moves() + MOVES_A_LIFE;
    whereabouts.is(node);
    until(
        running,
        () ->
            handedOut.events() >= events
                && breaks.get() >= enoughBreaks
                && handedOut.moves() >= moves);
  }

  /** The last life ends when all that was written is committed; answers what was. */
  private Map<Integer, NavigableSet<Long>> finish(Future<Long> writer, List<Future<Long>> instances)
      throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      live(node, instances);
      patient.set(true);
      whereabouts.isForTheLastTime(node);
      until(instances, writer::isDone);
      until(instances, () -> lag(node) == 0);
      Map<Integer, NavigableSet<Long>> log = new TreeMap<>();
      for (JsonNode event : node.lines(PageViews.STREAM + "/events")) {
        log.computeIfAbsent(event.path("partition").asInt(), none -> new TreeSet<>())
            .add(event.path("offset").asLong());
      }
      whereabouts.abandon();
      node.kill();
      return log;
    }
  }

  private static long lag(NodeProcess node) {
    try {
      return node.get(CONSUMER).body().path("lag").asLong(-1);
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
