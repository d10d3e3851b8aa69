package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.time.ShardedStreamTimes;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.stream.time.TimeSettings;
import io.sillok.persistence.Block;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event time of streams of a real node that goes on without events, by itself and by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamTimeTest {

  private static final int PARTITIONS = 4;
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String END = "9999-12-31T23:59:59.999999Z";

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;
  private StreamTimes times;

  @BeforeAll
  void start() {
    node =
        SillokNode.start(
            TestNodes.config(data)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions",
                        Integer.toString(PARTITIONS),
                        "sillok.node.streams.time.idle-after",
                        SHORT.toMillis() + " ms")));
    streams = new StreamReader(node);
    Facts facts = TestNodes.store(node).facts();
    DeclaredStreams declared = new DeclaredStreams(facts, new SchemaVersions(facts), Set.of());
    times =
        new ShardedStreamTimes(
            node.system(),
            (log, time) -> CompletableFuture.failedFuture(new AssertionError("The node does it")),
            log ->
                declared
                    .find(log)
                    .thenApply(found -> found.flatMap(stream -> stream.declaration().clock())),
            new TimeSettings(SHORT, Duration.ofSeconds(10)),
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void silent_partitions_of_a_stream_that_is_asked_for_follow_its_events() throws Exception {
    declare("followed", PAGE_VIEWED.formatted(""));
    append("followed", "p-1", "2026-03-01T10:00:00Z");
    times.keepMoving(List.of("followed"));
    eventually(() -> all("followed", Instant.parse("2026-03-01T10:00:00Z")));
    append("followed", "p-1", "2026-03-01T11:00:00Z");
    append("followed", "p-1", "2026-03-01T09:00:00Z");
    eventually(() -> all("followed", Instant.parse("2026-03-01T11:00:00Z")));
    times.keepMoving(List.of());
    assertThat(
            IntStream.range(0, PARTITIONS)
                .filter(partition -> advances("followed", partition) == 0)
                .count())
        .as("that which has the events")
        .isEqualTo(1);
  }

  @Test
  void all_partitions_of_an_entity_type_follow_the_last_event_of_any_kind() {
    TestNodes.execute(node, "a-1", command(new Deposit(5)));
    times.keepMoving(List.of("account"));
    Instant time = latest("account").orElseThrow();
    eventually(() -> all("account", time));
    TestNodes.execute(node, "a-1", command(new Deposit(5)));
    TestNodes.execute(node, "a-2", command(new Deposit(7)));
    Instant later = latest("account").orElseThrow();
    assertThat(later).isAfter(time);
    eventually(() -> all("account", later));
    times.keepMoving(List.of());
    assertThat(TestNodes.balance(node, "a-1")).isEqualTo(10);
  }

  @Test
  void event_time_is_moved_on_by_hand_once() throws Exception {
    declare("by-hand", PAGE_VIEWED.formatted(""));
    Answer first = time("by-hand", "{\"advanceTo\": \"2026-03-01T10:00:00.123456Z\"}");
    Answer again = time("by-hand", "{\"advanceTo\": \"2026-03-01T10:00:00Z\"}");

    assertThat(first.status()).as(first.json().toString()).isEqualTo(200);
    assertThat(first.json().path("stream").asText()).isEqualTo("by-hand");
    assertThat(first.json().path("eventTime").asText()).isEqualTo("2026-03-01T10:00:00.123456Z");
    assertThat(first.json().path("sealed").asBoolean(true)).isFalse();
    assertThat(first.json().at("/partitions/advanced").asInt()).isEqualTo(PARTITIONS);
    assertThat(first.json().at("/partitions/alreadyThere").asInt()).isZero();
    assertThat(again.json().at("/partitions/advanced").asInt()).isZero();
    assertThat(again.json().at("/partitions/alreadyThere").asInt()).isEqualTo(PARTITIONS);
    assertThat(streams.get("/streams/by-hand").path("eventTimeReached").asText())
        .isEqualTo("2026-03-01T10:00:00.123456Z");
    assertThat(advances("by-hand", 0)).isEqualTo(1);
  }

  @Test
  void a_sealed_stream_is_at_its_end_and_takes_events_nevertheless() throws Exception {
    declare("sealed", PAGE_VIEWED.formatted(""));
    append("sealed", "p-1", "2026-03-01T10:00:00Z");
    Answer sealed = time("sealed", "{\"seal\": true}");
    append("sealed", "p-1", "2026-03-01T12:00:00Z");

    assertThat(sealed.json().path("sealed").asBoolean()).isTrue();
    assertThat(sealed.json().path("eventTime").asText()).isEqualTo(END);
    assertThat(all("sealed", Instant.parse(END))).isTrue();
    JsonNode described = streams.get("/streams/sealed");
    assertThat(described.path("sealed").asBoolean()).isTrue();
    assertThat(described.path("eventTimeReached").asText()).isEqualTo(END);
    assertThat(streams.lines("/streams/sealed/events")).hasSize(2);
    assertThat(time("sealed", "{\"seal\": true}").json().at("/partitions/alreadyThere").asInt())
        .isEqualTo(PARTITIONS);
  }

  @Test
  void a_live_stream_follows_the_clock_without_any_event_and_goes_no_farther_ahead()
      throws Exception {
    declare("lively", live(Duration.ofHours(2), Duration.ofMinutes(1)));
    Instant declared = now();
    times.keepMoving(List.of("lively"));
    eventually(() -> allAfter("lively", declared.minus(Duration.ofHours(2))));
    Instant first = latest("lively").orElseThrow();
    eventually(() -> allAfter("lively", first));
    assertThat(latest("lively").orElseThrow())
        .isBeforeOrEqualTo(Instant.now().minus(Duration.ofHours(2)));
    Answer tooFar = time("lively", "{\"advanceTo\": \"%s\"}".formatted(now().plusSeconds(3600)));
    assertThat(tooFar.status()).isEqualTo(422);
    assertThat(tooFar.json().path("code").asText()).isEqualTo("invalid-time");
    assertThat(tooFar.json().at("/errors/0/pointer").asText()).isEqualTo("/advanceTo");
    assertThat(tooFar.json().at("/errors/0/message").asText()).contains("PT1M");
    assertThat(
            time("lively", "{\"advanceTo\": \"%s\"}".formatted(declared.plusSeconds(5))).status())
        .isEqualTo(200);
    assertThat(time("lively", "{\"seal\": true}").status()).isEqualTo(200);
    times.keepMoving(List.of());
  }

  @Test
  void an_event_too_far_ahead_does_not_hold_its_partition_of_a_live_stream() throws Exception {
    declare("hasty", live(Duration.ofHours(2), Duration.ofMinutes(1)));
    append("hasty", "p-1", now().plus(Duration.ofDays(30)).toString());
    times.keepMoving(List.of("hasty"));
    eventually(() ->
        IntStream.range(0, PARTITIONS).allMatch(partition -> advances("hasty", partition) >= 2));
    times.keepMoving(List.of());
    assertThat(Instant.parse(streams.get("/streams/hasty").path("eventTimeReached").asText()))
        .isBefore(Instant.now());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kept | {} | 422 | invalid-time | ''",
        "kept | '' | 422 | invalid-time | ''",
        "kept | {\"advanceTo\":\"2026-03-01T10:00:00Z\",\"seal\":true} | 422 | invalid-time | ''",
        "kept | {\"seal\":false} | 422 | invalid-time | /seal",
        "kept | {\"seal\":\"yes\"} | 422 | invalid-body | /seal",
        "kept | {\"advanceTo\":\"yesterday\"} | 422 | invalid-body | /advanceTo",
        "kept | {\"advanceTo\":\"+10000-01-01T00:00:00Z\"} | 422 | invalid-time | /advanceTo",
        "kept | {\"advanceTo\":\"0000-12-31T23:59:59Z\"} | 422 | invalid-time | /advanceTo",
        "kept | {\"to\":\"2026-03-01T10:00:00Z\"} | 422 | invalid-body | /to",
        "kept | [1] | 422 | invalid-body | ''",
        "kept | { | 400 | malformed-json | ",
        "nowhere | {\"seal\":true} | 404 | unknown-stream | ",
        "account.deposited | {\"seal\":true} | 409 | stream-of-entity-type | ",
        "gone | {\"seal\":true} | 410 | stream-retired | ",
      })
  void a_wish_that_cannot_be_is_refused_and_changes_nothing(
      String stream, String body, int status, String code, String pointer) throws Exception {
    declare("kept", PAGE_VIEWED.formatted(""));
    declare("gone", PAGE_VIEWED.formatted(""));
    streams.send("DELETE", "/streams/gone", "");

    Answer refused = time(stream, body);

    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
    assertThat(refused.json().path("code").asText()).isEqualTo(code);
    if (pointer != null) {
      assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }
    assertThat(streams.get("/streams/kept").has("eventTimeReached")).isFalse();
  }

  private void declare(String stream, String declaration) throws Exception {
    assertThat(streams.put("/streams/" + stream, declaration).status()).isIn(200, 201);
  }

  private static String live(Duration delay, Duration mostAhead) {
    return PAGE_VIEWED
        .formatted("")
        .replace(
            "{\"kind\"",
            "{\"clock\": {\"live\": {\"delay\": \"%s\", \"mostAhead\": \"%s\"}}, \"kind\""
                .formatted(delay, mostAhead));
  }

  private Answer time(String stream, String body) throws Exception {
    return streams.post(
        "/streams/%s/time".formatted(stream), body, "Content-Type", "application/json");
  }

  private void append(String stream, String product, String time) throws Exception {
    String body =
        "{\"productId\": \"%s\", \"viewedAt\": \"%s\", \"seconds\": 5}".formatted(product, time);
    assertThat(streams.post("/streams/" + stream + "/events", body).status()).isEqualTo(200);
  }

  /** Whether event time of all partitions is {@code time} now. */
  private boolean all(String log, Instant time) {
    return IntStream.range(0, PARTITIONS)
        .allMatch(partition -> latest(log, partition).filter(time::equals).isPresent());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private boolean allAfter(String log, Instant time) {
    return IntStream.range(0, PARTITIONS)
        .allMatch(partition -> latest(log, partition).filter(time::isBefore).isPresent());
  }

  private Optional<Instant> latest(String log) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> latest(log, partition))
        .flatMap(Optional::stream)
        .max(Instant::compareTo);
  }

  private Optional<Instant> latest(String log, int partition) {
    return blocks(log, partition).stream()
        .map(Block::maxEventTime)
        .filter(Objects::nonNull)
        .max(Instant::compareTo);
  }

  private long advances(String log, int partition) {
    return blocks(log, partition).stream()
        .filter(block -> block.kind() == Block.Kind.ADVANCE)
        .count();
  }

  private List<Block> blocks(String log, int partition) {
    return await(TestNodes.store(node).log(new LogId(log, partition)).read(0, Integer.MAX_VALUE));
  }
}
