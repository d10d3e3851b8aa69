package io.sillok.loadtests.faults.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A worker that stays connected to a node, which sends it items as they come (server-sent events).
 * When the connection ends, breaks or falls silent it connects to the next node. For one thread,
 * except {@link #close} and what is asked of it.
 */
final class ConnectedWorker implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ITEMS = Settling.QUEUE + "receive?max=4";
  private static final String DATA = "data: ";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int CONNECT_MILLIS = 2_000;

  /** Three heartbeats of a node. */
  private static final int SILENCE_MILLIS = 15_000;

  private static final long PAUSE_MILLIS = 200;

  private final Calls calls;
  private final Timeline timeline;
  private final WorkerLedger ledger;
  private final Settling settling;
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param calls to settle with, at the node that it is connected to while that answers
   * @param done is told what it does
   */
  ConnectedWorker(Calls calls, Timeline timeline, WorkerLedger ledger, Consumer<Place> done) {
    this.calls = calls;
    this.timeline = timeline;
    this.ledger = ledger;
    settling = new Settling(calls, ledger, done);
  }

  /** How often a node has begun to send it items. */
  long connections() {
    return connections.get();
  }

  /** Connects, and works until that is over. */
  void turn() throws InterruptedException {
    long asked = ledger.tick();
    try {
      work(asked);
    } catch (IOException lost) {
      timeline.failed("connection of a worker: " + lost.getClass().getSimpleName());
    }
    calls.goOn();
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private void work(long asked) throws IOException, InterruptedException {
    HttpURLConnection connection =
        (HttpURLConnection) calls.node().resolve(ITEMS).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    connection.setRequestProperty("Accept", "text/event-stream");
    try {
      int status = connection.getResponseCode();
      if (status == OK) {
        connections.incrementAndGet();
        read(connection, asked);
      } else if (status != UNAVAILABLE) {
        throw new IllegalStateException("A worker that connected was answered " + status);
      }
    } finally {
      connection.disconnect();
    }
  }

  private void read(HttpURLConnection connection, long asked)
      throws IOException, InterruptedException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !closed) {
      if (line.startsWith(DATA)) {
        take(JSON.readTree(line.substring(DATA.length())), asked);
      }
      line = lines.readLine();
    }
  }

  /** What is no item says why the connection ends. */
  private void take(JsonNode item, long asked) throws InterruptedException {
    if (item.has("receipt")) {
      ledger.given(Settling.place(item), asked);
      settling.settle(item);
    }
  }

  /** The turn that it takes ends with the next line, at the latest with the next heartbeat. */
  @Override
  public void close() {
    closed = true;
  }
}
