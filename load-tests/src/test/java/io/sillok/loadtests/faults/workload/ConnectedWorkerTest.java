package io.sillok.loadtests.faults.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectedWorkerTest {

  private static final int OK = 200;
  private static final int NO_CONTENT = -1;
  private static final int UNAVAILABLE = 503;

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> settled = Collections.synchronizedList(new ArrayList<>());
  private final List<Place> done = new ArrayList<>();
  private final WorkerLedger ledger = new WorkerLedger();
  private final HttpClient http = Calls.client();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
    http.close();
  }

  @Test
  void items_are_settled_as_they_come_and_when_the_connection_ends_the_next_node_sends_more()
      throws IOException, InterruptedException {
    ConnectedWorker worker = worker(node(OK, item(1, 7)), node(OK, ": heartbeat\n\n" + item(2, 8)));

    worker.turn();
    worker.turn();

    assertThat(worker.connections()).isEqualTo(2);
    assertThat(done).containsExactly(new Place(1, 7), new Place(2, 8));
    assertThat(settled).containsExactly("{\"receipts\": [\"r-7\"]}", "{\"receipts\": [\"r-8\"]}");
    assertThat(ledger.notGivenAgain(2).holds()).isTrue();
  }

  @Test
  void a_node_that_is_not_ready_or_not_there_is_passed_over()
      throws IOException, InterruptedException {
    URI gone = node(OK, "");
    servers.removeLast().stop(0);
    ConnectedWorker worker = worker(node(UNAVAILABLE, ""), gone, node(OK, item(3, 9)));

    worker.turn();
    worker.turn();
    worker.turn();

    assertThat(worker.connections()).isEqualTo(1);
    assertThat(done).containsExactly(new Place(3, 9));
  }

  private ConnectedWorker worker(URI... nodes) {
    Timeline timeline = new Timeline();
    return new ConnectedWorker(
        new Calls(http, List.of(nodes), 0, timeline), timeline, ledger, done::add);
  }

  private static String item(int partition, long offset) {
    return """
    data: {"receipt": "r-%d", "event": {"partition": %d, "offset": %d, "data": {"number": 1}}}

    """
        .formatted(offset, partition, offset);
  }

  private URI node(int status, String events) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, status, events));
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange, int status, String events) {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        settled.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(OK, NO_CONTENT);
      } else if (status == OK) {
        exchange.sendResponseHeaders(OK, 0);
        exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
      } else {
        exchange.sendResponseHeaders(status, NO_CONTENT);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
