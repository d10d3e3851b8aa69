package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.append.file.ProgressFile;
import io.sillok.node.cli.append.file.ProgressLock;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Files become events; each line stands once, whatever happens. */
final class AppendCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLED =
      """
      {"kind": "%s", %s "schema": {"type": "record", "name": "Sampled", "fields": [
        {"name": "sensor", "type": "string"}, {"name": "value", "type": "int"}]}}
      """;
  private static final String KEYED = SAMPLED.formatted("keyed", "\"key\": \"sensor\",");
  private static final int SENSORS = 7;

  @TempDir private static Path directory;
  private static NodeUnderCommand node;

  /** Of each test its own. */
  private String stream = "";

  private Path file = Path.of("");

  @BeforeAll
  static void start() {
    node =
        NodeUnderCommand.start(
            directory.resolve("data"), Map.of("sillok.gateway.max-append-bytes", "64 KiB"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void prepare(TestInfo test) {
    String method = test.getTestMethod().orElseThrow().getName();
    stream = "s" + Integer.toUnsignedString(method.hashCode(), Character.MAX_RADIX);
    file = directory.resolve(stream + ".ndjson");
  }

  @Test
  void each_line_stands_once_and_the_lines_of_a_key_in_their_order() throws Exception {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 2500));
    JsonNode summary = append().json();
    assertThat(summary.path("appended").asLong()).isEqualTo(2500);
    assertThat(summary.path("duplicates").asLong()).isZero();
    assertThat(summary.path("lines").asLong()).isEqualTo(2500);
    assertThat(summary.path("complete").asBoolean()).isTrue();
    assertStands(2500);
    assertThat(node.events(stream).getFirst().path("source").asText())
        .isEqualTo("file:" + file.toUri().getRawPath());
  }

  @Test
  void a_file_that_was_appended_is_not_appended_again_but_what_was_added_to_it_is()
      throws Exception {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 30));
    append("--batch", "7");
    JsonNode again = append().json();
    assertThat(again.path("appended").asLong()).isZero();
    assertThat(again.path("duplicates").asLong()).isZero();
    assertThat(again.path("before").asLong()).isEqualTo(30);
    Files.write(file, lines(0, 42));
    assertThat(append().json().path("appended").asLong()).isEqualTo(12);
    assertStands(42);
  }

  @Test
  void without_its_progress_lines_are_known_by_their_numbers() throws Exception {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 50));
    append();
    Files.delete(progress());
    JsonNode again = append().json();
    assertThat(again.path("duplicates").asLong()).isEqualTo(50);
    assertThat(again.path("appended").asLong()).isZero();
    assertStands(50);
  }

  @Test
  void a_compressed_file_is_read_as_what_is_in_it() throws Exception {
    node.declare(stream, KEYED);
    file = directory.resolve(stream + ".ndjson.gz");
    Files.write(file, zipped(lines(0, 300)));
    assertThat(append().json().path("appended").asLong()).isEqualTo(300);
    assertStands(300);
  }

  @Test
  void lines_come_from_standard_input_too() throws Exception {
    node.declare(stream, KEYED);
    byte[] input = zipped(lines(0, 20));
    assertThat(node.run(input, "append", stream, "-", "--source", "pipe").json().path("appended"))
        .hasToString("20");
    assertThat(node.run(input, "append", stream, "-", "--source", "pipe").json().path("duplicates"))
        .hasToString("20");
    assertStands(20);
    assertThat(node.run(input, "append", stream, "-").json().path("appended")).hasToString("20");
    assertThat(node.events(stream)).hasSize(40);
  }

  @Test
  void a_field_is_the_key_where_the_stream_knows_none() throws Exception {
    node.declare(stream, SAMPLED.formatted("keyed", ""));
    Files.write(file, lines(0, 100));
    assertThat(append("--key", "sensor").json().path("appended").asLong()).isEqualTo(100);
    assertStands(100);
    assertThat(node.events(stream))
        .allMatch(event -> event.path("key").equals(event.at("/data/sensor")));
    assertThat(append().err()).contains("is of --key 'sensor', and this is ''");
  }

  @Test
  void a_key_that_the_stream_knows_already_is_not_named() {
    node.declare(stream, KEYED);
    assertThat(node.run("append", stream, "-", "--key", "sensor").err())
        .contains("has its key in field sensor of each event; leave out --key");
    node.declare(stream + "u", SAMPLED.formatted("unkeyed", ""));
    assertThat(node.run("append", stream + "u", "-", "--key", "sensor").err())
        .contains("is unkeyed; leave out --key");
  }

  @Test
  void whole_cloud_events_keep_their_source_id_and_subject() throws Exception {
    node.declare(stream, SAMPLED.formatted("entity", ""));
    String event =
        "{\"specversion\":\"1.0\",\"type\":\"%s\",\"source\":\"plant\",\"id\":\"%s\",\"subject\":\"k\",\"time\":\"2026-01-31T12:00:00Z\",\"data\":%s}";
    Files.write(
        file,
        List.of(
            event.formatted(stream, "one", line(0)),
            event.formatted(stream, "two", "null"),
            event.formatted(stream, "one", line(0))));
    JsonNode summary = append().json();
    assertThat(summary.path("appended").asLong()).isEqualTo(2);
    assertThat(summary.path("duplicates").asLong()).isEqualTo(1);
    List<JsonNode> events = node.events(stream);
    assertThat(events).extracting(each -> each.path("id").asText()).containsExactly("one", "two");
    assertThat(events).allMatch(each -> each.path("source").asText().equals("plant"));
    assertThat(events).allMatch(each -> each.path("key").asText().equals("k"));
    assertThat(events.getLast().path("data").isNull()).isTrue();
  }

  @Test
  void a_refused_line_ends_it_and_once_it_is_mended_all_lines_stand_once() throws Exception {
    node.declare(stream, KEYED);
    List<String> lines = new ArrayList<>(lines(0, 900));
    lines.set(410, "{\"sensor\":\"s-4\",\"value\":\"many\",\"unit\":1}");
    lines.set(500, "{\"sensor\":");
    Files.write(file, lines);

    Ended ended = append("--batch", "300");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err())
        .startsWith("sillok: line 411 is refused (")
        .contains("  /value: ", "  /unit: ", "410 lines of " + file + " are done");
    assertThat(JSON.readTree(progress().toFile()).path("lines").asLong()).isEqualTo(410);

    lines.set(410, line(410));
    Files.write(file, lines);
    Ended second = append("--batch", "300", "--output", "json");
    assertThat(second.exitCode()).isEqualTo(3);
    JsonNode reason = JSON.readTree(second.err().lines().toList().getLast());
    assertThat(reason.path("line").asLong()).isEqualTo(501);
    assertThat(reason.path("code").asText()).isEqualTo("malformed-json");

    lines.set(500, line(500));
    Files.write(file, lines);
    JsonNode summary = append().json();
    assertThat(summary.path("before").asLong()).isEqualTo(500);
    assertThat(summary.path("lines").asLong()).isEqualTo(900);
    assertStands(900);
  }

  @Test
  void lines_behind_a_refused_one_must_keep_their_numbers() throws Exception {
    node.declare(stream, KEYED);
    List<String> lines = new ArrayList<>(lines(0, 100));
    lines.add(50, "{}");
    Files.write(file, lines);
    assertThat(append().exitCode()).isEqualTo(3);
    lines.remove(50);
    Files.write(file, lines);
    Ended ended = append();
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("the others keep their numbers");
    lines.add(50, "");
    Files.write(file, lines);
    assertThat(append().exitCode()).isZero();
    assertThat(values()).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void refused_lines_are_put_aside_with_the_reasons() throws Exception {
    node.declare(stream, KEYED);
    List<String> lines = new ArrayList<>(lines(0, 200));
    for (int number = 0; number < 200; number += 50) {
      lines.set(number, "{\"sensor\":\"s-1\",\"value\":null}");
    }
    lines.set(99, "hello");
    Files.write(file, lines);
    Path refused = directory.resolve(stream + ".refused");
    JsonNode summary = append("--batch", "30", "--skip-refused", refused.toString()).json();
    assertThat(summary.path("refused").asLong()).isEqualTo(5);
    assertThat(summary.path("appended").asLong()).isEqualTo(195);
    List<JsonNode> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(refused)) {
      reasons.add(JSON.readTree(line));
    }
    assertThat(reasons)
        .extracting(each -> each.path("line").asInt())
        .containsExactly(1, 51, 100, 101, 151);
    assertThat(reasons.getFirst().at("/errors/0/pointer").asText()).isEqualTo("/value");
    assertThat(reasons.get(2).path("text").asText()).isEqualTo("hello");
    assertThat(values()).hasSize(195).doesNotHaveDuplicates();
  }

  @Test
  void a_batch_that_is_too_large_for_the_gateway_is_sent_in_parts() throws Exception {
    node.declare(stream, KEYED);
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      lines.add(line(number).replace("{", "{" + " ".repeat(5000)));
    }
    lines.add(30, line(60).replace("{", "{" + " ".repeat(70_000)));
    Files.write(file, lines);
    Path refused = directory.resolve(stream + ".refused");
    JsonNode summary = append("--skip-refused", refused.toString()).json();
    assertThat(summary.path("appended").asLong()).isEqualTo(60);
    assertStands(60);
    JsonNode reason = JSON.readTree(Files.readString(refused));
    assertThat(reason.path("line").asInt()).isEqualTo(31);
    assertThat(reason.path("code").asText()).isEqualTo("body-too-large");
  }

  @Test
  void another_file_under_the_same_name_is_noticed() throws Exception {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 10));
    append();
    Files.write(file, lines(15 * SENSORS, 15 * SENSORS + 10));
    Ended ended = append();
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("the file is another than the one of which " + progress());
    Files.delete(progress());
    Ended reused = append();
    assertThat(reused.exitCode()).isEqualTo(3);
    assertThat(reused.err()).contains("line 1 is refused (id-reused)");
    Files.delete(progress());
    assertThat(append("--source", "second").json().path("appended").asLong()).isEqualTo(10);
    assertThat(node.events(stream)).hasSize(20);
  }

  @Test
  void a_stream_that_is_empty_against_all_progress_is_noticed() throws IOException {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 10));
    append();
    node.declare(stream + "x", KEYED);
    String moved = Files.readString(progress()).replace(stream + "\"", stream + "x\"");
    Files.writeString(progress(), moved);
    Ended ended = node.run("append", stream + "x", file.toString());
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("has no events, though the progress says");
  }

  @Test
  void streams_that_take_nothing_are_told_before_anything_is_sent() throws IOException {
    Files.write(file, lines(0, 10));
    assertThat(append().exitCode()).isEqualTo(4);
    assertThat(append().err()).contains("(unknown-stream)");
    assertThat(progress()).doesNotExist();
  }

  @Test
  void a_file_that_another_run_appends_is_not_appended_and_that_is_told() throws Exception {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 20));
    try (ProgressLock other = new ProgressFile(progress()).lock()) {
      assertThat(other).isNotNull();
      Ended ended = append();
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.err()).contains("another run that appends has " + progress());
    }
    assertThat(node.events(stream)).isEmpty();
    assertThat(append().json().path("appended").asLong()).isEqualTo(20);
    assertStands(20);
  }

  @Test
  void for_people_the_end_is_told_in_one_line() throws IOException {
    node.declare(stream, KEYED);
    Files.write(file, lines(0, 10));
    assertThat(append("--output", "table").out())
        .startsWith("Appended 10 events to " + stream + " in ")
        .endsWith("; 0 stood already, 0 were refused; 10 lines are done\n");
  }

  private Ended append(String... more) {
    List<String> arguments = new ArrayList<>(List.of("append", stream, file.toString()));
    arguments.addAll(List.of(more));
    return node.run(arguments.toArray(String[]::new));
  }

  private Path progress() {
    return file.resolveSibling(file.getFileName() + ".progress");
  }

  /** Each value stands once, and those of a sensor in their order. */
  private void assertStands(int count) throws Exception {
    assertThat(values()).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    Map<String, Integer> last = new HashMap<>();
    for (JsonNode event : node.events(stream)) {
      int value = event.at("/data/value").asInt();
      Integer earlier = last.put(event.at("/data/sensor").asText(), value);
      assertThat(value).isGreaterThan(earlier == null ? -1 : earlier);
    }
    assertThat(last).hasSize(Math.min(count, SENSORS));
  }

  private List<Integer> values() throws Exception {
    List<Integer> values = new ArrayList<>();
    node.events(stream).forEach(event -> values.add(event.at("/data/value").asInt()));
    Collections.sort(values);
    return values;
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(AppendCommandTest::line).toList();
  }

  private static String line(int number) {
    return "{\"sensor\":\"s-%d\",\"value\":%d}".formatted(number % SENSORS, number);
  }

  private static byte[] zipped(List<String> lines) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(file)) {
      for (String line : lines) {
        zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.toByteArray();
  }
}
