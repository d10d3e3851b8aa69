package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cluster.Readiness;
import io.sillok.node.gateway.GatewayFixture.Answer;
import io.sillok.persistence.LogStore.StoreHealth;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class HttpSurfaceTest {

  private static final String EXECUTED = "sillok_commands_total{outcome=\"executed\"}";
  private static final String REPEATED = "sillok_commands_total{outcome=\"repeated\"}";

  private GatewayFixture gateway;

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @AfterEach
  void mend() {
    gateway.cluster.readiness(new Readiness.Ready());
    gateway.cluster.health(new StoreHealth.Healthy());
  }

  @Test
  void a_node_that_lives_and_is_ready_says_so() {
    assertThat(gateway.get("/health/live").json().path("status").asText()).isEqualTo("up");
    assertThat(gateway.get("/health/ready").json().path("status").asText()).isEqualTo("ready");
  }

  @ParameterizedTest
  @CsvSource({"not-ready", "store-failed", "stopping"})
  void a_node_that_is_not_ready_says_why_and_when_to_ask_again(String code) {
    gateway.cluster.readiness(new Readiness.NotReady(code, "Partition 3 does not answer"));

    Answer answer = gateway.get("/health/ready");

    assertProblem(answer, 503, code);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void the_cluster_is_described() {
    gateway.cluster.health(new StoreHealth.Failed("No space is left"));

    JsonNode cluster = gateway.get("/v1/cluster").json();

    assertThat(cluster.path("self").asText()).isEqualTo("127.0.0.1:7355");
    assertThat(cluster.path("uptimeSeconds").asInt()).isEqualTo(12);
    assertThat(cluster.at("/members/0/status").asText()).isEqualTo("Up");
    assertThat(cluster.at("/store/health").asText()).isEqualTo("failed");
    assertThat(cluster.at("/store/reason").asText()).isEqualTo("No space is left");
    assertThat(cluster.path("partitions").asInt()).isEqualTo(32);
    assertThat(cluster.at("/logs/0/nextOffset").asInt()).isEqualTo(42);
    assertThat(cluster.at("/logs/1/owner").isNull()).isTrue();
    assertThat(cluster.at("/rates/commandsPerSecond").isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/v1",
        "/v1/",
        "/v1/modules/",
        "/v2/modules",
        "//",
        "/v1//modules",
        "/openapi.json/x",
        "/console/nothing.js",
        "/console/lib/lit-html",
        "/console/.hidden"
      })
  void an_unknown_path_is_a_problem(String path) {
    Answer answer = gateway.get(path);

    assertProblem(answer, 404, "not-found");
    assertThat(answer.json().path("instance").asText()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | /v1/modules | GET, HEAD, OPTIONS",
        "POST | /openapi.json | GET, HEAD, OPTIONS",
        "GET | /v1/entities/annal/a/commands/seal | OPTIONS, POST",
        "HEAD | /v1/entities/annal/a/commands/seal | OPTIONS, POST",
        "BREW | /v1/cluster | DELETE, GET, HEAD, OPTIONS, POST, PUT"
      })
  void a_method_that_is_not_taken_is_told_what_is(String method, String path, String allow) {
    Answer answer = gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allow);
    if (!method.equals("HEAD")) {
      assertProblem(answer, 405, "method-not-allowed");
    }
  }

  @Test
  void options_are_answered_with_what_is_allowed() {
    Answer answer =
        gateway.send(gateway.request("/v1/cluster").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(gateway.raw("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 204")
        .contains("Allow: DELETE, GET, HEAD, OPTIONS, POST, PUT");
  }

  @Test
  void a_head_request_gets_the_headers_of_its_get() {
    Answer answer =
        gateway.send(gateway.request("/openapi.json").method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.response().body()).isEmpty();
  }

  @Test
  void an_unknown_parameter_is_named() {
    Answer answer = gateway.get("/v1/modules?colour=red");

    assertProblem(answer, 400, "invalid-parameter");
    assertThat(answer.json().path("detail").asText()).contains("colour");
  }

  @Test
  void the_server_does_not_tell_what_it_is_made_of() {
    Answer answer = gateway.get("/v1/cluster");

    assertThat(answer.response().headers().map()).doesNotContainKey("server");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE GARBAGE\r\n\r\n",
        "GET /v1/cluster HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/entities/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/cl uster HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/cluster HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /v1/cluster HTTP/1.1\r\n\r\n",
        "GET /v1/cluster HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
        "POST /v1/cluster HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/cluster HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void what_is_not_http_is_a_problem_too(String request) {
    String answer = gateway.raw(request);

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(answer).contains("Content-Type: application/problem+json", "\"code\":\"");
    assertThat(answer).doesNotContain("Exception", "at org.", "Server:");
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void an_over_long_uri_or_header_is_a_problem() {
    assertThat(gateway.raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("malformed-request");
    assertThat(
            gateway.raw(
                "GET /v1/cluster HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("malformed-request");
  }

  @Test
  void metrics_are_named_by_the_rules_of_prometheus() {
    gateway.get("/v1/cluster");

    String metrics = gateway.get("/metrics").text();

    assertThat(metrics)
        .contains("sillok_http_requests_total{method=\"GET\",route=\"/v1/cluster\",status=\"2xx\"}")
        .contains("sillok_http_request_duration_seconds_bucket{")
        .contains("sillok_log_offsets{log=\"annal\"} 50.0")
        .contains("sillok_log_index_lag_offsets{log=\"annal\"} 3.0")
        .contains("sillok_store_bytes 1234.0")
        .contains("sillok_store_healthy 1.0")
        .contains("sillok_commands_total{outcome=\"executed\"}")
        .contains("sillok_events_total")
        .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
  }

  @Test
  void a_repetition_counts_as_such_and_causes_no_events() {
    String path = "/v1/entities/annal/repeated/commands/append";
    String body = "{\"text\":\"rain\",\"pages\":1}";
    Answer first = gateway.post(path, body, "Idempotency-Key", "once");
    String before = gateway.get("/metrics").text();

    Answer again = gateway.post(path, body, "Idempotency-Key", "once");

    assertThat(again.text()).isEqualTo(first.text()).contains("appended");
    String after = gateway.get("/metrics").text();
    assertThat(sample(after, REPEATED)).isEqualTo(sample(before, REPEATED) + 1);
    assertThat(sample(before, "sillok_events_total ")).isGreaterThanOrEqualTo(1);
    for (String unchanged : List.of("sillok_events_total ", EXECUTED)) {
      assertThat(sample(after, unchanged)).isEqualTo(sample(before, unchanged));
    }
  }

  @Test
  void made_up_paths_and_methods_make_no_new_series() {
    for (int i = 0; i < 20; i++) {
      gateway.get("/made-up-" + i);
      gateway.send(gateway.request("/v1/cluster").method("MADEUP" + i, BodyPublishers.noBody()));
    }

    assertThat(gateway.get("/metrics").text()).doesNotContain("made-up", "MADEUP");
  }

  private static double sample(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce((one, other) -> Double.NaN)
        .orElse(Double.NaN);
  }

  static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("https://sillok.io/problems/");
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText()).startsWith("/");
  }
}
