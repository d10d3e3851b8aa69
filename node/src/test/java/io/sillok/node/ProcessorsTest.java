package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import io.sillok.node.tally.TallyModule.NumberTold;
import io.sillok.node.tally.TallyModule.OddTold;
import io.sillok.node.tally.TallyModule.Total;
import io.sillok.node.tally.TallyModule.TotalChanged;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Processors of a running node, as they are seen over HTTP. */
final class ProcessorsTest {

  private static final String TOTALS = "/processors/totals";
  private static final String PARKED = TOTALS + "/parked";
  private static final String NUMBERS = "/streams/" + TallyModule.INPUT + "/events";

  /** So much a partition takes at once. */
  private static final int BLOCK = 64 << 10;

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeEach
  void start() throws Exception {
    begin(new TallyModule(new Tally(false)));
    http.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
  }

  private void begin(TallyModule module) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(module)
                .settings(
                    Map.of(
                        "sillok.node.processors.max-parked",
                        "3",
                        "sillok.persistence.block-hard-limit",
                        BLOCK + " B",
                        "sillok.node.processors.batch-outputs",
                        "5000")));
    http = new StreamReader(node);
  }

  private void restart(TallyModule module) {
    node.close();
    begin(module);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void every_event_is_processed_in_the_state_of_its_key() throws Exception {
    tell("a", 2);
    tell("b", 5);
    tell("a", 3);

    assertThat(totals(3)).containsExactlyInAnyOrder("a 2 1", "b 5 1", "a 5 2");
    assertThat(totals(3).stream().filter(total -> total.startsWith("a")))
        .containsExactly("a 2 1", "a 5 2");
    eventually(() -> events("odd-told").size() == 2);
    assertThat(events("odd-told"))
        .extracting(event -> event.at("/data/value").asLong())
        .containsExactlyInAnyOrder(5L, 3L);
    JsonNode first = events("total-changed").getFirst();
    assertThat(first.path("source").asText()).isEqualTo("processor/totals");
    assertThat(first.path("id").asText()).matches("number-told/\\d+:\\d+:0");
  }

  @Test
  void states_are_kept_over_a_restart_and_a_removed_key_begins_anew() throws Exception {
    tell("a", 2);
    tell("a", 4);
    totals(2);
    restart(new TallyModule(new Tally(false)));

    tell("a", 6);
    assertThat(totals(3)).containsExactly("a 2 1", "a 6 2", "a 12 3");

    http.post(NUMBERS + "?key=a", "null");
    tell("a", 8);
    assertThat(totals(5).subList(3, 5)).containsExactly("a 0 0", "a 8 1");
  }

  @Test
  void an_event_that_cannot_be_processed_is_parked_and_holds_up_nobody() throws Exception {
    tell("a", 2);
    tell("a", Tally.UNLUCKY);
    tell("a", 4);
    tell("b", Tally.NAMELESS);
    tell("b", 6);

    assertThat(totals(3)).containsExactlyInAnyOrder("a 2 1", "a 6 2", "b 6 1");
    eventually(() -> parked().size() == 2);
    JsonNode unlucky = parked("a");
    assertThat(unlucky.path("attempts").asInt()).isEqualTo(2);
    assertThat(unlucky.path("reason").asText())
        .startsWith("java.lang.IllegalStateException: 13 is unlucky at " + Tally.class.getName());
    assertThat(unlucky.at("/event/data/value").asLong()).isEqualTo(Tally.UNLUCKY);
    assertThat(parked("b").path("reason").asText())
        .startsWith("An event for total-changed cannot stand: /name The event's key must have")
        .containsOnlyOnce("The event's key");
    assertThat(http.get(TOTALS).path("parked").asInt()).isEqualTo(2);
  }

  /** Emits as many totals as it is told. */
  private static final class Copying extends Tally {

    private Copying() {
      super(true);
    }

    @Override
    public Processing<Total> process(Total before, Incoming<NumberTold> told) {
      long count = told.event().value();
      Processing<Total> processing =
          keep(new Total(before.sum() + count, before.count() + 1))
              .emit(TallyModule.ODD_TOLD, new OddTold(count));
      for (int copy = 0; copy < count; copy++) {
        processing =
            processing.emit(TallyModule.TOTAL_CHANGED, new TotalChanged(told.key(), count, copy));
      }
      return processing;
    }
  }

  @Test
  void an_event_with_too_many_outputs_for_a_partition_is_parked_and_emits_none() throws Exception {
    restart(new TallyModule(new Copying()));
    tell("a", 990);
    tell("a", 2);

    assertThat(totals(2)).containsExactly("a 2 0", "a 2 1");
    assertThat(parked("a").path("reason").asText())
        .contains(
            "those for stream total-changed have",
            "at most %d bytes (sillok.persistence.block-hard-limit)".formatted(BLOCK),
            "emit less for one event");
    assertThat(events("odd-told")).as("of the other event only").hasSize(1);
  }

  @Test
  void events_whose_outputs_are_too_much_for_a_partition_only_together_are_all_processed()
      throws Exception {
    restart(new TallyModule(new Copying()));
    String event = "{\"name\": \"a\", \"value\": 300}";
    Answer answer = http.post(NUMBERS, "[" + String.join(",", nCopies(6, event)) + "]");
    assertThat(answer.status()).as("one block, which is read at once").isEqualTo(200);

    assertThat(totals(1800)).hasSize(1800);
    assertThat(parked()).isEmpty();
  }

  @Test
  void parked_events_are_processed_by_mended_rules_in_the_states_of_now() throws Exception {
    tell("a", 2);
    tell("a", Tally.UNLUCKY);
    tell("a", 4);
    eventually(() -> parked().size() == 1);
    totals(2);

    Answer again = http.post(PARKED + "/replay", "{\"all\": true}");
    assertThat(again.json().path("replayed").asInt()).as("not mended yet").isZero();
    assertThat(again.json().path("parked").asInt()).isEqualTo(1);
    assertThat(parked("a").path("attempts").asInt()).isEqualTo(4);

    restart(new TallyModule(new Tally(true)));
    JsonNode place = parked("a");
    Answer mended = http.post(PARKED + "/replay", items(place));
    assertThat(mended.status()).as(mended.json().toString()).isEqualTo(200);
    assertThat(mended.json().path("replayed").asInt()).isEqualTo(1);

    assertThat(totals(3)).containsExactly("a 2 1", "a 6 2", "a 19 3");
    assertThat(parked()).isEmpty();
    tell("a", 1);
    assertThat(totals(4)).endsWith("a 20 4");
    Answer late = http.post(PARKED + "/replay", items(place));
    assertProblem(late, 404, "unknown-parked-event");
  }

  @Test
  void parked_events_are_discarded_for_good() throws Exception {
    tell("a", Tally.UNLUCKY);
    eventually(() -> parked().size() == 1);

    Answer discarded = http.post(PARKED + "/discard", items(parked("a")));
    assertThat(discarded.json().path("discarded").asInt()).isEqualTo(1);
    assertThat(parked()).isEmpty();

    restart(new TallyModule(new Tally(true), 2));
    tell("a", 2);
    assertThat(totals(1)).containsExactly("a 2 1");
  }

  @Test
  void another_revision_makes_the_states_anew_and_emits_nothing_again() throws Exception {
    tell("a", 2);
    tell("a", Tally.UNLUCKY);
    tell("a", 4);
    totals(2);
    eventually(() -> parked().size() == 1);
    Tally doubling =
        new Tally(true) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            NumberTold twice = new NumberTold(told.event().name(), 2 * told.event().value());
            return super.process(before, new Incoming<>(told.key(), told.time(), twice));
          }
        };
    restart(new TallyModule(doubling, 2));

    tell("a", 1);
    assertThat(totals(3)).endsWith("a 14 3");
    http.post(PARKED + "/replay", "{\"all\": true}");
    assertThat(totals(4)).endsWith("a 40 4");

    restart(new TallyModule(new Tally(true), 3));
    tell("a", 100);
    assertThat(totals(5)).as("what was parked follows where it followed").endsWith("a 120 5");
  }

  @Test
  void events_that_a_revision_cannot_take_any_more_are_told_until_one_can() throws Exception {
    restart(new TallyModule(new Tally(true)));
    tell("a", 2);
    tell("a", Tally.UNLUCKY);
    tell("b", 5);
    assertThat(totals(3)).contains("a 2 1", "a 15 2", "b 5 1");
    assertThat(leftOut()).isZero();
    JsonNode unlucky =
        events(TallyModule.INPUT).stream()
            .filter(event -> event.at("/data/value").asLong() == Tally.UNLUCKY)
            .findFirst()
            .orElseThrow();

    restart(new TallyModule(new Tally(false), 2));
    eventually(() -> leftOut() == 1);
    JsonNode left = partitionWithLeftOut(http.get(TOTALS));
    assertThat(left.path("partition")).isEqualTo(unlucky.path("partition"));
    assertThat(left.at("/lastLeftOut/offset").asLong()).isEqualTo(unlucky.path("offset").asLong());
    assertThat(left.at("/lastLeftOut/reason").asText()).contains("13 is unlucky");
    assertThat(left.path("parked").asInt()).isZero();
    eventually(() -> shows("sillok_processor_events_left_out{processor=\"totals\"} 1"));
    tell("a", 4);
    assertThat(totals(4)).contains("a 6 2");

    restart(new TallyModule(new Tally(false), 2));
    eventually(() -> leftOut() == 1);

    restart(new TallyModule(new Tally(true), 3));
    tell("a", 6);
    assertThat(totals(5)).contains("a 25 4");
    eventually(() -> leftOut() == 0);
    for (JsonNode partition : http.get(TOTALS).path("partitions")) {
      assertThat(partition.has("lastLeftOut")).isFalse();
    }
  }

  @Test
  void of_many_events_that_states_are_made_without_the_first_are_told_and_how_many()
      throws Exception {
    restart(new TallyModule(new Tally(true)));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("io.sillok.node.processor.work.Rework");
    log.start();
    logger.addAppender(log);
    try {
      for (int number = 0; number < 15; number++) {
        http.post(NUMBERS, "{\"name\": \"a\", \"value\": %d}".formatted(Tally.UNLUCKY));
      }
      totals(15);
      restart(new TallyModule(new Tally(false), 2));
      eventually(() -> leftOut() == 15);
      eventually(() -> messages(log).getLast().contains("without 15 events of number-told/"));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(messages(log).stream().filter(each -> each.contains("without the event at offset")))
        .hasSize(10);
    assertThat(messages(log)).as("with a stack trace of each").hasSize(10 + 10 + 1);
  }

  private static List<String> messages(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private int leftOut() {
    return get(http, TOTALS).path("leftOut").asInt();
  }

  private boolean shows(String metric) {
    try {
      return metrics().contains(metric);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static JsonNode partitionWithLeftOut(JsonNode processor) {
    for (JsonNode partition : processor.path("partitions")) {
      if (partition.path("leftOut").asInt() > 0) {
        return partition;
      }
    }
    throw new AssertionError("The states of no partition are without anything: " + processor);
  }

  @Test
  void a_partition_with_too_many_parked_events_waits_until_some_are_gone() throws Exception {
    for (int number = 0; number < 4; number++) {
      tell("a", Tally.UNLUCKY);
    }
    tell("a", 2);
    eventually(this::isOnePartitionFull); // others may still wait for the input, just declared
    JsonNode processor = http.get(TOTALS);
    assertThat(processor.path("status").asText()).isEqualTo("stalled");
    assertThat(processor.path("parked").asInt()).isEqualTo(3);
    assertThat(processor.path("lag").asLong()).isEqualTo(2);
    assertThat(parked()).hasSize(3);
    assertThat(http.get(PARKED + "?limit=2").path("parked")).hasSize(2);
    String next = http.get(PARKED + "?limit=2").path("next").asText();
    assertThat(http.get(PARKED + "?limit=2&after=" + next).path("parked")).hasSize(1);
    assertThat(metrics()).contains("sillok_processor_stalled{processor=\"totals\"} 1");
    JsonNode unwell = http.health().path("processors");
    assertThat(unwell).hasSize(1);
    assertThat(unwell.at("/0/processor").asText()).isEqualTo("totals");
    assertThat(unwell.at("/0/status").asText()).isEqualTo("stalled");
    assertThat(unwell.at("/0/partitions").asInt()).isEqualTo(1);
    assertThat(unwell.at("/0/reason")).isEqualTo(processor.path("reason"));

    assertThat(http.post(PARKED + "/discard", items(parked().getFirst())).status()).isEqualTo(200);

    assertThat(totals(1)).containsExactly("a 2 1");
    eventually(() -> status().equals("running"));
    assertThat(http.health().path("processors")).isEmpty();
    assertThat(http.get(TOTALS).path("lag").asLong()).isZero();
    assertThat(metrics())
        .contains(
            "sillok_processor_stalled{processor=\"totals\"} 0",
            "sillok_processor_parked{processor=\"totals\"} 3",
            "sillok_processor_lag_offsets{processor=\"totals\"} 0");
  }

  private boolean isOnePartitionFull() {
    long stalled =
        get(http, TOTALS).findValuesAsText("status").stream().filter("stalled"::equals).count();
    return stalled == 2 // the partition, and so the processor
        && get(http, TOTALS).path("reason").asText().contains("3 events are parked in partition");
  }

  @Test
  void processors_are_listed_and_described() throws Exception {
    tell("a", 2);
    totals(1);
    eventually(() -> status().equals("running"));
    JsonNode listed = http.get("/processors").at("/processors/0");
    assertThat(listed.path("name").asText()).isEqualTo("totals");
    assertThat(listed.path("module").asText()).isEqualTo("tally");
    assertThat(listed.path("input").asText()).isEqualTo("number-told");
    assertThat(listed.path("outputs")).hasSize(2);
    assertThat(Instant.parse(listed.path("since").asText())).isBefore(Instant.now());

    eventually(this::isAtTheEnd);
    JsonNode described = http.get(TOTALS);
    assertThat(described.path("attempts").asInt()).isEqualTo(2);
    assertThat(described.path("partitions")).hasSize(32);
    JsonNode partition = partitionWithEvents(described);
    assertThat(partition.path("status").asText()).isEqualTo("running");
    assertThat(http.get("/modules").at("/modules/0/processors/0").asText()).isEqualTo("totals");
  }

  @Test
  void what_is_asked_wrongly_is_refused() throws Exception {
    assertProblem(http.send("GET", "/processors/nobody", ""), 404, "unknown-processor");
    assertProblem(
        http.post("/processors/nobody/parked/replay", "{\"all\": true}"), 404, "unknown-processor");
    assertProblem(http.post(PARKED + "/replay", "{}"), 422, "invalid-body");
    assertProblem(
        http.post(PARKED + "/replay", "{\"all\": true, \"items\": []}"), 422, "invalid-body");
    assertProblem(http.post(PARKED + "/discard", "{\"items\": [{}]}"), 422, "invalid-body");
    assertProblem(http.post(PARKED + "/discard", "["), 400, "malformed-json");
    assertProblem(http.send("GET", PARKED + "?after=x", ""), 400, "invalid-parameter");
  }

  @Test
  void places_that_cannot_be_or_have_no_parked_event_are_refused() throws Exception {
    eventually(() -> status().equals("running")); // the input was just declared
    for (String what : List.of("/replay", "/discard")) {
      assertProblem(post(what, "{\"items\": []}"), 422, "/items", "must be from 1 to 1000");
      assertProblem(
          post(
              what,
              "{\"items\": [{\"partition\": 0, \"offset\": 0}, {\"partition\": 32, \"offset\": 0}]}"),
          422,
          "/items/1/partition",
          "must be from 0 to 31, but is 32");
      assertProblem(
          post(what, "{\"items\": [{\"partition\": -1, \"offset\": 0}]}"),
          422,
          "/items/0/partition",
          "but is -1");
      assertProblem(
          post(what, "{\"items\": [{\"partition\": 0, \"offset\": -1}]}"),
          422,
          "/items/0/offset",
          "must be 0 or more, but is -1");
      assertProblem(post(what, "{\"every\": true}"), 422, "/every", "the body has items, all");
      assertProblem(post(what, "{\"items\": null, \"all\": true}"), 422, "invalid-body");
      Answer none = post(what, "{\"items\": [{\"partition\": 3, \"offset\": 17}]}");
      assertProblem(none, 404, "unknown-parked-event");
      assertProblem(none, 404, "/items/0", "partition 3, offset 17");
    }
  }

  private Answer post(String what, String body) throws Exception {
    return http.post(PARKED + what, body);
  }

  private static void assertProblem(Answer answer, int status, String pointer, String message) {
    assertThat(answer.json().at("/errors/0/pointer").asText())
        .as(answer.toString())
        .isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/message").asText()).contains(message);
    assertThat(answer.status()).isEqualTo(status);
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.json().path("code").asText()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void a_processor_whose_input_is_not_there_yet_waits_for_it() throws Exception {
    try (SillokNode other =
        SillokNode.start(
            NodeConfig.at(data.resolve("other"))
                .port(0)
                .modules(new TallyModule(new Tally(false))))) {
      StreamReader there = new StreamReader(other);
      eventually(() -> statusOf(there).equals("stalled"));
      assertThat(there.get(TOTALS).path("reason").asText())
          .isEqualTo(
              "There is no stream number-told to read; declare it, or load the module that has it");

      there.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
      eventually(() -> statusOf(there).equals("running"));
    }
  }

  private String metrics() throws Exception {
    return http.metrics();
  }

  private static JsonNode partitionWithEvents(JsonNode processor) {
    for (JsonNode partition : processor.path("partitions")) {
      if (partition.path("head").asLong() > 0) {
        return partition;
      }
    }
    throw new AssertionError("No partition has events: " + processor);
  }

  /** Event time that goes on takes a place in the log, too. */
  private boolean isAtTheEnd() {
    JsonNode partition = partitionWithEvents(get(http, TOTALS));
    return partition.path("next").equals(partition.path("head"));
  }

  private String status() {
    return statusOf(http);
  }

  private static String statusOf(StreamReader http) {
    return get(http, TOTALS).path("status").asText();
  }

  private static JsonNode get(StreamReader http, String path) {
    try {
      return http.get(path);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private List<JsonNode> parked() {
    List<JsonNode> parked = new ArrayList<>();
    get(http, PARKED).path("parked").forEach(parked::add);
    return parked;
  }

  /** The one event of {@code name} that is parked. */
  private JsonNode parked(String name) {
    return parked().stream()
        .filter(event -> event.at("/event/key").asText().equals(name))
        .reduce((one, other) -> {
          throw new AssertionError("Two are parked: " + one + other);
        })
        .orElseThrow();
  }

  private static String items(JsonNode parked) {
    return "{\"items\": [{\"partition\": %d, \"offset\": %d}]}"
        .formatted(parked.path("partition").asInt(), parked.path("offset").asLong());
  }

  private void tell(String name, long value) throws Exception {
    Answer answer = http.post(NUMBERS, "{\"name\": \"%s\", \"value\": %d}".formatted(name, value));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  /** The totals once there are so many of them. */
  private List<String> totals(int count) {
    eventually(() -> events("total-changed").size() >= count);
    List<JsonNode> events = events("total-changed");
    assertThat(events).hasSize(count);
    return events.stream()
        .map(event -> event.path("data"))
        .map(data ->
            "%s %d %d"
                .formatted(
                    data.path("name").asText(),
                    data.path("total").asLong(),
                    data.path("count").asInt()))
        .toList();
  }

  private List<JsonNode> events(String stream) {
    try {
      return http.lines("/streams/" + stream + "/events");
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
