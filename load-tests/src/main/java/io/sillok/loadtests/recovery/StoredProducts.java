package io.sillok.loadtests.recovery;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Products numbered from 0, each with {@value #EVENTS} events, which are written and read over many
 * connections at the same time.
 */
final class StoredProducts {

  /** Of each product: it was listed once and restocked otherwise. */
  static final int EVENTS = 3;

  /** Products that are asked for at the same time. */
  static final int CONNECTIONS = 64;

  private static final int OK = 200;
  private static final String STANDING = "\"sequenceNumber\":" + EVENTS + ",";
  private static final String LIST = "{\"name\":\"Tea\",\"price\":\"4.50\",\"stock\":1}";
  private static final String RESTOCK = "{\"quantity\":1}";

  private final int port;

  /** Those of the node that listens on {@code port}. */
  StoredProducts(int port) {
    this.port = port;
  }

  /** What is done with a product on a connection. */
  private interface Work {
    void with(HttpConnection connection, String product) throws IOException;
  }

  /** Writes all events of products 0 to before {@code count}. */
  void write(long count) throws IOException, InterruptedException {
    each(
        count,
        (connection, product) -> {
          command(connection, product + "/commands/list", LIST);
          for (int event = 1; event < EVENTS; event++) {
            command(connection, product + "/commands/restock", RESTOCK);
          }
        });
  }

  private static void command(HttpConnection connection, String path, String body)
      throws IOException {
    Answer answer = connection.exchange(HttpConnection.request("POST", path, body));
    if (answer.status() != OK) {
      throw new IOException(
          "%s was answered %d: %s".formatted(path, answer.status(), answer.text()));
    }
  }

  /**
   * Reads the state of products 0 to before {@code count}, each once.
   *
   * @throws IOException if one is not as all of its events have made it
   */
  void read(long count, Meter meter) throws IOException, InterruptedException {
    each(
        count,
        (connection, product) -> {
          long start = System.nanoTime();
          Answer answer = connection.exchange(HttpConnection.request("GET", product, ""));
          meter.record(start);
          if (answer.status() != OK || !answer.text().contains(STANDING)) {
            throw new IOException(
                "%s is not of %d events: %d %s"
                    .formatted(product, EVENTS, answer.status(), answer.text()));
          }
        });
  }

  private void each(long count, Work work) throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int number = 0; number < CONNECTIONS; number++) {
        parts.add(threads.submit(() -> share(next, count, work)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException("Not all was done: " + failed.getMessage(), failed);
    }
  }

  private Void share(AtomicLong next, long count, Work work) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      for (long number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
        work.with(connection, "/v1/entities/product/p-" + number);
      }
    }
    return null;
  }
}
