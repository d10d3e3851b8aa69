package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.TestNodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.append.AppendSettings;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.persistence.Facts;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends that are repeated when the appenders remember nothing of them any more. */
final class RepeatedAppendTest {

  private static final int REMEMBERED = 8;
  private static final String REFERRER = ", {\"name\": \"referrer\", \"type\": \"string\"}";

  @TempDir private Path data;

  private SillokNode node;
  private StreamAppends appends;
  private Declared stream;
  private StreamPosition start;

  @BeforeEach
  void start() throws Exception {
    begin();
    new StreamReader(node).put("/streams/page-viewed", PAGE_VIEWED.formatted(REFERRER));
    Facts facts = TestNodes.store(node).facts();
    stream =
        await(new DeclaredStreams(facts, new SchemaVersions(facts), Set.of()).find("page-viewed"))
            .orElseThrow();
    start = StreamPosition.start("page-viewed");
  }

  private void begin() {
    node =
        SillokNode.start(
            TestNodes.config(data)
                .settings(
                    Map.of("sillok.node.streams.remembered-events", Integer.toString(REMEMBERED))));
    appends =
        new StreamAppends(
            node.system(),
            AppendSettings.of(node.system().settings().config().getConfig("sillok.node.streams")));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void an_event_stands_once_however_many_came_since() throws Exception {
    Appended first = await(append("e-1", start));
    fill(5 * REMEMBERED);

    Appended again = await(append("e-1", start));

    assertThat(stands(first).duplicate()).isFalse();
    assertThat(stands(again))
        .isEqualTo(
            new Result.Stands(
                stands(first).partition(), stands(first).offset(), stands(first).key(), true));
    assertThat(ids()).hasSize(1 + 5 * REMEMBERED).doesNotHaveDuplicates();
  }

  @Test
  void it_is_found_after_a_restart_too() throws Exception {
    await(append("e-1", start));
    fill(5 * REMEMBERED);
    node.close();
    begin();

    assertThat(stands(await(append("e-1", start))).duplicate()).isTrue();
    assertThat(ids()).doesNotHaveDuplicates();
  }

  @Test
  void nothing_is_looked_for_before_the_place_that_was_told() throws Exception {
    await(append("e-1", start));
    StreamPosition behind = await(append("e-2", start)).position();
    fill(5 * REMEMBERED);

    assertThat(stands(await(append("e-1", behind))).duplicate())
        .as("it stands before the place, and is forgotten")
        .isFalse();
    assertThat(stands(await(append("e-2", start))).duplicate()).isTrue();
  }

  @Test
  void repetitions_amid_other_appends_stand_once() throws Exception {
    List<CompletionStage<Appended>> under = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      int first = 20 * round;
      under.add(appends.append(stream, others(100_000 + first, 20)));
      for (int number = 0; number < 20; number++) {
        under.add(append("r-" + number, start));
      }
    }
    for (CompletionStage<Appended> each : under) {
      assertThat(await(each).results()).allMatch(Result.Stands.class::isInstance);
    }
    assertThat(ids()).hasSize(5 * 20 + 20).doesNotHaveDuplicates();
  }

  @Test
  void another_event_of_the_same_id_is_refused_however_many_came_since() throws Exception {
    await(append("e-1", start));
    fill(5 * REMEMBERED);

    Appended other = await(append("e-1", "elsewhere", start));

    assertThat(other.results())
        .singleElement()
        .satisfies(result -> assertThat(((Result.Refused) result).code()).isEqualTo("id-reused"));
  }

  private CompletionStage<Appended> append(String id, StreamPosition since) {
    return append(id, "p-1", since);
  }

  private CompletionStage<Appended> append(String id, String note, StreamPosition since) {
    EventEncoder encoder = appends.encoder(stream);
    Encoding.Ready ready = (Encoding.Ready) encoder.encode(event(id, note));
    return appends.append(stream, List.of(ready), since);
  }

  /** So many other events of the same partition. */
  private void fill(int count) {
    assertThat(await(appends.append(stream, others(0, count))).results())
        .allMatch(Result.Stands.class::isInstance);
  }

  private List<NewEvent> others(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> event("other-" + number, "p-1"))
        .toList();
  }

  /** All have the same key, and so the same partition. */
  private static NewEvent event(String id, String referrer) {
    JsonNode json =
        DeclaredCodec.readTree(
            DeclaredStreamsTest.viewed("p-1", ", \"referrer\": \"%s\"".formatted(referrer))
                .getBytes(StandardCharsets.UTF_8));
    return new NewEvent(
        Optional.empty(), Optional.of(new EventId("test", id)), Optional.empty(), json);
  }

  private static Result.Stands stands(Appended appended) {
    return (Result.Stands) appended.results().getFirst();
  }

  private List<String> ids() throws Exception {
    return new StreamReader(node)
        .lines("/streams/page-viewed/events").stream()
            .map(event -> event.path("id").asText())
            .toList();
  }
}
