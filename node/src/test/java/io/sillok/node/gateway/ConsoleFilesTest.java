package io.sillok.node.gateway;

import static io.sillok.node.gateway.HttpSurfaceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.GatewayFixture.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class ConsoleFilesTest {

  private GatewayFixture gateway;

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/console/ | text/html; charset=UTF-8",
        "/console/index.html | text/html; charset=UTF-8",
        "/console/app.js | text/javascript; charset=UTF-8",
        "/console/console.css | text/css; charset=UTF-8",
        "/console/projections.css | text/css; charset=UTF-8",
        "/console/mark.svg | image/svg+xml",
        "/console/lib/lit-html/lit-html.js | text/javascript; charset=UTF-8",
        "/console/lib/lit-html/directives/repeat.js | text/javascript; charset=UTF-8"
      })
  void files_are_served_with_their_type_and_loaded_from_here_only(String path, String type) {
    Answer answer = gateway.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase(type);
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.response().body()).isNotEmpty();
    assertThat(gateway.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../reference.conf",
        "/console/%2e%2e/reference.conf",
        "/console/..%2freference.conf",
        "/console//etc/passwd",
        "/console/lib/lit-html/../../../../../reference.conf",
        "/console/lib/jackson/x.json",
        "/console/lib/lit-html/",
        "/console/parts",
        "/console/lib/lit-html/LICENSE",
        "/console/%00index.html"
      })
  void no_path_leads_out_of_the_console(String path) {
    String answer =
        gateway.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404").contains("\"code\":\"not-found\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console"})
  void the_way_to_the_console_is_shown(String path) {
    Answer answer = gateway.get(path);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo("/console/");
  }

  @Test
  void files_are_not_written_to() {
    assertProblem(gateway.post("/console/app.js", "x"), 405, "method-not-allowed");
  }
}
