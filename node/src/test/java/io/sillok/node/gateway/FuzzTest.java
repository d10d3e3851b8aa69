package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.GatewayFixture.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever comes, entities' commands and reads answer it, and what is refused records nothing. */
class FuzzTest {

  private static final int TRIES = 400;
  private static final String TEMPLATE =
      """
      POST /v1/entities/annal/f-1/commands/append?x=1 HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Content-Type: application/json\r
      Idempotency-Key: "key"\r
      If-Match: "3"\r
      Transfer-Encoding: chunked\r
      \r
      19\r
      {"text":"rain","pages":2}\r
      0\r
      \r
      """;

  private static @Nullable GatewayFixture running;
  private static int refused;
  private static int served;
  private static int malformed;

  @BeforeContainer
  static void start() {
    running = new GatewayFixture();
  }

  @AfterContainer
  static void stop() {
    // A fuzz that reaches only one kind of answer would show little.
    assertThat(refused).isGreaterThan(TRIES / 2);
    assertThat(served).isGreaterThan(TRIES / 200);
    assertThat(malformed).isGreaterThan(TRIES / 4);
    gateway().close();
  }

  @Property(tries = TRIES)
  void whatever_is_asked_is_answered_or_refused_with_a_problem(
      @ForAll("methods") String method,
      @ForAll("targets") String target,
      @ForAll("bodies") byte[] body,
      @ForAll("headers") String[] header) {
    int recorded = gateway().entities.recorded();
    Answer answer =
        gateway()
            .send(
                gateway()
                    .request(target)
                    .method(method, BodyPublishers.ofByteArray(body))
                    .header(header[0], header[1]));

    assertThat(answer.status()).as(answer.text()).isLessThan(500);
    if (answer.status() >= 400) {
      refused++;
      assertNothingRecorded(recorded, answer.text());
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      if (!method.equals("HEAD")) {
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
      }
    } else {
      served++;
    }
  }

  @Property(tries = TRIES)
  void bytes_that_were_damaged_on_the_way_never_hurt_the_node(@ForAll long seed) {
    var random = new Random(seed);
    byte[] bytes = TEMPLATE.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }

    int recorded = gateway().entities.recorded();
    String answer = gateway().rawThenEnd(bytes);

    if (!answer.isEmpty()) {
      malformed++;
      assertThat(answer)
          .matches("(?s)HTTP/1.1 [1-4]\\d\\d .*")
          .doesNotContain("Exception", "\tat ");
      if (answer.startsWith("HTTP/1.1 4")) {
        assertNothingRecorded(recorded, answer);
      }
    }
    assertThat(gateway().get("/health/live").status()).isEqualTo(200);
  }

  /** All entities of the fixture are in one log, so its head is where it was. */
  private static void assertNothingRecorded(int before, String answer) {
    assertThat(gateway().entities.recorded()).as(answer).isEqualTo(before);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.just("POST")),
        Tuple.of(6, Arbitraries.just("GET")),
        Tuple.of(2, Arbitraries.of("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")));
  }

  @Provide
  Arbitrary<String> targets() {
    Arbitrary<String> segment =
        Arbitraries.frequencyOf(
            Tuple.of(
                12,
                Arbitraries.of(
                    "v1",
                    "entities",
                    "annal",
                    "a-1",
                    "commands",
                    "append",
                    "seal",
                    "events",
                    "modules",
                    "cluster",
                    "console",
                    "lib",
                    "..",
                    "%2e%2e",
                    "%00",
                    "%2F",
                    "")),
            Tuple.of(1, encoded()));
    Arbitrary<String> path =
        Arbitraries.frequencyOf(
            Tuple.of(3, segment.list().ofMaxSize(7).map(parts -> "/" + String.join("/", parts))),
            Tuple.of(2, segment.map(last -> "/v1/entities/annal/a-1/commands/" + last)),
            Tuple.of(2, encoded().map(id -> "/v1/entities/annal/" + id)));
    Arbitrary<String> query =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just("")),
            Tuple.of(
                1,
                Combinators.combine(
                        Arbitraries.of("limit", "from", "at", "sequenceNumber", "after", "x"),
                        encoded())
                    .as((name, value) -> "?" + name + "=" + value)));
    return Combinators.combine(path, query).as((one, two) -> one + two);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.of(
                "",
                "{}",
                "{\"text\":\"a\",\"pages\":1}",
                "{\"text\":null}",
                "[1,2",
                "\"x\"",
                "{\"text\":\"a\",\"text\":\"b\",\"pages\":1e99}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        Arbitraries.integers()
            .between(1, GatewayFixture.MAX_BODY_BYTES * 3)
            .map(size -> new byte[size]));
  }

  @Provide
  Arbitrary<String[]> headers() {
    Arbitrary<String> value = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(300);
    return Combinators.combine(
            Arbitraries.of(
                "Idempotency-Key", "If-Match", "If-None-Match", "Content-Type", "Accept", "Origin"),
            value)
        .as((name, text) -> new String[] {name, text});
  }

  private static Arbitrary<String> encoded() {
    return Arbitraries.strings()
        .ofMaxLength(300)
        .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private static GatewayFixture gateway() {
    return Objects.requireNonNull(running);
  }
}
