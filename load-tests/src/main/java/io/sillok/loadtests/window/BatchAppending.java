package io.sillok.loadtests.window;

import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Appends events over HTTP on several connections, none of which gets ahead of another by more than
 * a batch, so that events come nearly in their order.
 */
public final class BatchAppending implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  private static final int BATCH = 1000;

  /** So many events are appended at once, and come in any order. */
  public static final int AT_ONCE = CONNECTIONS * BATCH;

  private static final int OK = 200;

  private final String path;
  private final List<HttpConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  /** Appends to {@code stream}, which is there. */
  public BatchAppending(int port, String stream) throws IOException {
    path = "/v1/streams/%s/events".formatted(stream);
    for (int number = 0; number < CONNECTIONS; number++) {
      connections.add(new HttpConnection(port));
    }
  }

  /** Appends events {@code from} to before {@code to}. */
  public void append(long from, long to, LongFunction<String> json)
      throws IOException, InterruptedException {
    for (long first = from; first < to; first += AT_ONCE) {
      List<Callable<Integer>> parts = new ArrayList<>();
      for (int part = 0; part < CONNECTIONS; part++) {
        HttpConnection connection = connections.get(part);
        long begin = Math.min(to, first + (long) part * BATCH);
        long end = Math.min(to, begin + BATCH);
        if (begin < end) {
          parts.add(() -> append(connection, begin, end, json));
        }
      }
      for (Future<Integer> part : threads.invokeAll(parts)) {
        requireDone(part);
      }
    }
  }

  private int append(HttpConnection connection, long from, long to, LongFunction<String> json)
      throws IOException {
    StringBuilder body = new StringBuilder();
    for (long number = from; number < to; number++) {
      body.append(body.isEmpty() ? '[' : ',').append(json.apply(number));
    }
    Answer answer =
        connection.exchange(HttpConnection.request("POST", path, body.append(']').toString()));
    if (answer.status() != OK) {
      throw new IOException(
          "Events %d to %d were not all appended: %d %s"
              .formatted(from, to - 1, answer.status(), answer.text()));
    }
    return answer.status();
  }

  private static void requireDone(Future<Integer> part) throws IOException, InterruptedException {
    try {
      part.get();
    } catch (ExecutionException failed) {
      throw new IOException("Events were not appended", failed.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (HttpConnection connection : connections) {
      connection.close();
    }
  }
}
