package io.sillok.loadtests.faults.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that answers as none may is found, and nobody waits for it for ever. */
@Timeout(60)
class AppendWorkloadTest {

  private HttpServer node;
  private String answer = "";
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.setExecutor(Executors.newCachedThreadPool());
    node.createContext("/v1/streams/page-viewed", exchange -> send(exchange, 201, "{}"));
    node.createContext(
        "/v1/streams/page-viewed/events", exchange -> send(exchange, status, answer));
    node.start();
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void an_error_of_its_own_is_no_reason_to_ask_again() throws Exception {
    status = 500;
    answer = "{\"code\":\"internal\"}";

    assertThat(refused()).hasSize(3).allSatisfy(each -> assertThat(each).contains("status=500"));
  }

  @Test
  void an_answer_that_nobody_can_read_is_no_reason_to_ask_again() throws Exception {
    answer = "<html>";

    assertThat(refused()).hasSize(3).allSatisfy(each -> assertThat(each).contains("<html>"));
  }

  @Test
  void an_answer_that_leaves_events_out_is_found() throws Exception {
    answer = "{\"results\":[]}";

    assertThat(refused()).hasSize(3);
  }

  private List<String> refused() throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:%d".formatted(node.getAddress().getPort()));
    try (Site site = new Site(List.of(url), new Timeline())) {
      AppendWorkload workload = new AppendWorkload(site);
      workload.begin();
      while (failures(workload).size() < 3) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      workload.finish();
      return failures(workload);
    }
  }

  private static List<String> failures(AppendWorkload workload) {
    return workload.findings(List.of()).get(1).violations();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
