package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node is killed again and again while its processors follow what clients do; now and then the
 * states of its processors are lost, too.
 */
final class ProcessorKillNineIT {

  private static final long SEED = 20_260_228;
  private static final int ROUNDS = 7;
  private static final int LOSES_STATES_EACH = 3;
  private static final int SHOPPERS = 6;
  private static final int FEWEST_CHECKOUTS = 5;
  private static final int MOST_CHECKOUTS = 80;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path data;
  private final Random random = new Random(SEED);
  private final Whereabouts whereabouts = new Whereabouts();
  private final AtomicLong checkouts = new AtomicLong();
  private final List<Shopper> shoppers = new ArrayList<>();

  @Test
  void every_output_stands_once_and_every_state_counts_every_event_once() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS)) {
      List<Future<Shopper>> running = new ArrayList<>();
      for (int number = 0; number < SHOPPERS; number++) {
        shoppers.add(new Shopper("s" + number, SEED + number, whereabouts, checkouts));
        running.add(threads.submit(shoppers.getLast()));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          killUnderLoad(running, round);
        }
        finish(running);
      } finally {
        whereabouts.abandon();
      }
    }
    assertThat(checkouts.get()).isGreaterThan(ROUNDS * FEWEST_CHECKOUTS);
  }

  private void killUnderLoad(List<Future<Shopper>> running, int round)
      throws IOException, InterruptedException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.awaitWaiting(SHOPPERS);
      long enough = checkouts.get() + random.nextInt(FEWEST_CHECKOUTS, MOST_CHECKOUTS);
      whereabouts.is(node);
      while (checkouts.get() < enough) {
        assertThat(running).as("shoppers that failed").noneMatch(Future::isDone);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1000)));
      }
      node.kill();
    }
    if (round % LOSES_STATES_EACH == LOSES_STATES_EACH - 1) {
      loseStates();
    }
  }

  /** What is kept beside the logs goes; it is made again from them. */
  private void loseStates() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(data.resolve("tables"))) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    assertThat(files).as("files of states").hasSizeGreaterThan(1);
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** The last life: all is processed, and must be exactly what was bought. */
  private void finish(List<Future<Shopper>> running) throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.isForTheLastTime(node);
      List<String> bought = new ArrayList<>();
      for (Future<Shopper> shopper : running) {
        bought.addAll(shopper.get().bought());
      }
      List<JsonNode> sold = eventually(node, "product-sold", bought.size());
      assertThat(sold)
          .extracting(event -> event.path("data"))
          .extracting(data ->
              "%s %s %d"
                  .formatted(
                      data.path("cartId").asText(),
                      data.path("productId").asText(),
                      data.path("quantity").asInt()))
          .containsExactlyInAnyOrderElementsOf(bought);
      Map<String, List<String>> expected = milestones(sold);
      int count = expected.values().stream().mapToInt(List::size).sum();
      assertThat(count).as("milestones that should be reached").isGreaterThan(7);
      Map<String, List<String>> found = new HashMap<>();
      for (JsonNode event : eventually(node, "sales-milestone-reached", count)) {
        JsonNode milestone = event.path("data");
        found
            .computeIfAbsent(milestone.path("productId").asText(), any -> new ArrayList<>())
            .add(
                "%d %d"
                    .formatted(
                        milestone.path("milestone").asLong(),
                        milestone.path("unitsSold").asLong()));
      }
      assertThat(found).as("milestones of each product, in order").isEqualTo(expected);
      assertThat(node.get("/v1/processors/sales-milestones").body().path("parked").asInt())
          .isZero();
      node.kill();
    }
  }

  /** What sales in this order come to: a fold of the log, by product. */
  private static Map<String, List<String>> milestones(List<JsonNode> sold) {
    Map<String, Long> units = new HashMap<>();
    Map<String, List<String>> reached = new HashMap<>();
    for (JsonNode event : sold) {
      String product = event.at("/data/productId").asText();
      long before = units.getOrDefault(product, 0L);
      long after = before + event.at("/data/quantity").asLong();
      units.put(product, after);
      for (long milestone = 10; milestone <= after; milestone *= 10) {
        if (before < milestone) {
          reached
              .computeIfAbsent(product, any -> new ArrayList<>())
              .add("%d %d".formatted(milestone, after));
        }
      }
    }
    return reached;
  }

  /** The events of {@code stream} once both processors have nothing more to do. */
  private static List<JsonNode> eventually(NodeProcess node, String stream, int count)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (events(node, stream).size() < count || lag(node) > 0) {
      assertThat(System.nanoTime())
          .as("%s has %d events in time", stream, count)
          .isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return events(node, stream);
  }

  private static long lag(NodeProcess node) throws IOException {
    long lag = 0;
    for (JsonNode processor : node.get("/v1/processors").body().path("processors")) {
      lag += processor.path("lag").asLong();
    }
    return lag;
  }

  /** Page by page; those of a partition, and so of a product, in order. */
  private static List<JsonNode> events(NodeProcess node, String stream) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String from = "start";
    while (true) {
      JsonNode page =
          node.get("/v1/streams/%s/events?limit=1000&from=%s".formatted(stream, from)).body();
      page.path("events").forEach(events::add);
      if (page.path("events").isEmpty()) {
        return events;
      }
      from = page.path("next").asText();
    }
  }
}
