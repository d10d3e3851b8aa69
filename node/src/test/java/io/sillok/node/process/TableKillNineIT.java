package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed again and again while it keeps a table up with what clients append. */
final class TableKillNineIT {

  private static final long SEED = 20_260_131;
  private static final int ROUNDS = 5;
  private static final int WRITERS = 4;
  private static final int FEWEST_EVENTS = 40;
  private static final int MOST_EVENTS = 400;
  private static final String TABLE = "/v1/streams/stock/table";

  @TempDir private Path data;
  private final Random random = new Random(SEED);
  private final Whereabouts whereabouts = new Whereabouts();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<StockWriter> writers = new ArrayList<>();

  @Test
  void a_table_is_what_its_log_comes_to_after_any_number_of_kills() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<StockWriter>> running = new ArrayList<>();
      for (int number = 0; number < WRITERS; number++) {
        writers.add(new StockWriter("w" + number, SEED + number, whereabouts, acknowledged));
        running.add(threads.submit(writers.getLast()));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          killUnderLoad(running);
        }
        finish(running);
      } finally {
        whereabouts.abandon();
      }
    }
    assertThat(writers.stream().mapToLong(StockWriter::retries).sum())
        .as("events sent again")
        .isGreaterThanOrEqualTo(ROUNDS);
    assertThat(acknowledged.get()).isGreaterThan(ROUNDS * FEWEST_EVENTS);
  }

  private void killUnderLoad(List<Future<StockWriter>> running)
      throws IOException, InterruptedException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      StockWriter.declare(node);
      assertThat(node.get(TABLE).status()).isEqualTo(200);
      whereabouts.awaitWaiting(WRITERS);
      long enough = acknowledged.get() + random.nextInt(FEWEST_EVENTS, MOST_EVENTS);
      whereabouts.is(node);
      while (acknowledged.get() < enough) {
        assertThat(running).as("writers that failed").noneMatch(Future::isDone);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1000)));
      }
      node.kill();
    }
  }

  private void finish(List<Future<StockWriter>> running) throws Exception {
    Map<String, Integer> expected = new TreeMap<>();
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.isForTheLastTime(node);
      for (Future<StockWriter> writer : running) {
        expected.putAll(writer.get().stocks());
      }
    }
    // Whatever was appended stands in the log before this node begins, and so before it answers.
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      assertThat(rows(node)).isEqualTo(expected).hasSizeGreaterThan(WRITERS);
      JsonNode verification = StockWriter.post(node, TABLE + "/verify");
      assertThat(verification.path("equal").asBoolean()).as(verification.toString()).isTrue();
      assertThat(verification.path("rows").asInt()).isEqualTo(expected.size());
    }
  }

  private static Map<String, Integer> rows(NodeProcess node) throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    String next = TABLE + "?limit=50";
    while (!next.isEmpty()) {
      Answer answer = node.get(next);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      answer
          .body()
          .path("rows")
          .forEach(row -> rows.put(row.path("key").asText(), row.at("/value/stock").asInt()));
      JsonNode following = answer.body().path("next");
      next = following.isTextual() ? following.textValue() : "";
    }
    return rows;
  }
}
