package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is told to stop while clients write. */
final class GracefulStopIT {

  private static final int WRITERS = 8;
  private static final int ENOUGH = 400;
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(40);

  @TempDir private Path data;
  private final AtomicLong acknowledged = new AtomicLong();
  private final Map<String, List<JsonNode>> events = new ConcurrentHashMap<>();

  @Test
  void a_node_that_is_told_to_stop_finishes_what_is_under_way() throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int number = 0; number < WRITERS; number++) {
        String cart = "cart/c-" + number;
        writers.add(threads.submit(() -> writeUntilStopped(node, cart)));
      }
      while (acknowledged.get() < ENOUGH) {
        assertThat(writers).noneMatch(Future::isDone);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      long start = System.nanoTime();
      node.terminate();
      assertThat(node.awaitEnd().exitCode()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOPS_WITHIN);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    checkExactlyWhatWasAcknowledged();
  }

  /** A command without an answer must be one that the node never took. */
  private void writeUntilStopped(NodeProcess node, String cart) {
    List<JsonNode> mine = new ArrayList<>();
    events.put(cart, mine);
    String body = "{\"productId\":\"p-1\",\"quantity\":1}";
    try {
      Answer answer = node.command(cart, "add-item", body);
      while (answer.status() == 200) {
        mine.addAll(answer.events());
        acknowledged.incrementAndGet();
        answer = node.command(cart, "add-item", body);
      }
      assertThat(answer.code()).as("%s", answer).isEqualTo("stopping");
    } catch (IOException gone) {
      assertThat(acknowledged.get()).isGreaterThanOrEqualTo(ENOUGH);
    }
  }

  private void checkExactlyWhatWasAcknowledged() throws IOException {
    long checked = 0;
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      for (Map.Entry<String, List<JsonNode>> cart : events.entrySet()) {
        List<JsonNode> stored = node.events(cart.getKey());
        assertThat(stored).as(cart.getKey()).isEqualTo(cart.getValue());
        CartModel.of(stored).check(node.get("/v1/entities/" + cart.getKey()));
        checked += stored.size();
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(ENOUGH);
  }
}
