package io.sillok.node.cli.projection;

import static io.sillok.node.cli.stream.NodeUnderCommand.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.stream.NodeUnderCommand;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectionCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIT =
      """
      {"kind": "keyed", "key": "lampId", "eventTime": "litAt",
       "schema": {"type": "record", "name": "LampLit", "fields": [
         {"name": "lampId", "type": "string"},
         {"name": "litAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "watts", "type": "int"}]}}
      """;
  private static final String PER_MINUTE =
      """
      {"stream": "%s", "filter": "data.watts >= 0 && 100 / data.watts < 100",
       "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
       "aggregates": {"watts": {"function": "sum", "field": "watts"}}}
      """;

  @TempDir private static Path directory;
  private static NodeUnderCommand node;

  @BeforeAll
  static void start() {
    node =
        NodeUnderCommand.start(
            directory.resolve("data"), Map.of("sillok.persistence.partitions", "4"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void a_projection_is_declared_and_tried_before() throws IOException {
    node.declare("lamp-tried", LIT);
    Path file = directory.resolve("tried.json");
    Files.writeString(file, PER_MINUTE.formatted("lamp-tried"));
    String[] declare = {
      "projection", "tried-watts", "declare", file.toString(), "--output", "table"
    };
    Ended tried =
        node.run(
            "projection", "tried-watts", "declare", "--dry-run", file.toString(), "-o", "table");
    assertThat(tried.out().strip())
        .isEqualTo(
            "Projection tried-watts could be declared so: version 1, its results are stream projection-tried-watts");
    assertThat(node.run("projection", "tried-watts").exitCode()).isEqualTo(4);
    assertThat(node.run(declare).out()).startsWith("Projection tried-watts is declared: version 1");
    assertThat(node.run(declare).out())
        .startsWith("Projection tried-watts is declared as the file has it: version 1");
    JsonNode json =
        node.run("projection", "tried-watts", "declare", file.toString(), "-o", "json").json();
    assertThat(json.at("/streams/results").asText()).isEqualTo("projection-tried-watts");
  }

  @Test
  void what_is_refused_ends_with_the_code_of_its_kind() {
    Ended wrong =
        node.run(bytes("{\"stream\": \"nowhere\"}"), "projection", "wrong", "declare", "-");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("(invalid-declaration)", "  /stream: ", "  /aggregates: ");
    for (String command : new String[] {"windows", "late", "rejected", "delete"}) {
      Ended none = node.run("projection", "none", command);
      assertThat(none.exitCode()).as("%s", none).isEqualTo(4);
      assertThat(none.err()).contains("unknown-projection");
    }
  }

  @Test
  void it_is_told_how_projections_stand() throws IOException {
    declared("lamp-stood", "stood-watts");
    lit("lamp-stood", "{'lampId':'a','litAt':'2026-03-01T10:00:10Z','watts':40}");
    lit("lamp-stood", "{'lampId':'a','litAt':'2026-03-01T10:00:20Z','watts':-1}");
    lit("lamp-stood", "{'lampId':'a','litAt':'2026-03-01T10:00:30Z','watts':0}");
    assertThat(node.run("time", "lamp-stood", "--advance-to", "2026-03-01T10:01:00Z").exitCode())
        .isZero();
    lit("lamp-stood", "{'lampId':'a','litAt':'2026-03-01T10:00:40Z','watts':60}");
    eventually(() -> described("stood-watts").at("/pairs/late").asInt() == 1);
    String said = node.run("projection", "stood-watts", "-o", "table").out();
    assertThat(said.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "PROJECTION stood-watts",
            "of a declaration",
            "reads lamp-stood",
            "windows kind=tumbling size=PT1M offset=PT0S zone=UTC",
            "waits outOfOrderness=PT0S allowedLateness=PT0S emit=final",
            "watermark 2026-03-01T10:01:00Z",
            "lag 0",
            "results 1",
            "events 4 read = 2 taken + 1 skipped + 1 rejected",
            "pairs 2 with a window = 1 included + 1 late",
            "SHARD WATERMARK RESULTS TROUBLE")
        .doesNotContain("trouble");
    assertThat(said.lines().filter(line -> line.matches("[0-3] +2026-03-01T10:01:00Z +[01]")))
        .hasSize(4);
    String all = node.run("projection", "--output", "table").out();
    assertThat(all.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "PROJECTION VERSION WATERMARK LAG RESULTS LATE REJECTED TROUBLE",
            "stood-watts 1 2026-03-01T10:01:00Z 0 1 1 1");
    assertThat(node.run("projection").out().lines().map(ProjectionCommandTest::read))
        .anyMatch(each -> each.path("name").asText().equals("stood-watts"));
    requireLateAndRejected();
  }

  private static void requireLateAndRejected() throws IOException {
    eventually(() -> node.run("projection", "stood-watts", "late").out().lines().count() == 1);
    JsonNode late = node.run("projection", "stood-watts", "late", "--limit", "5").json();
    assertThat(late.at("/data/time").asText()).isEqualTo("2026-03-01T10:00:40Z");
    Ended table = node.run("projection", "stood-watts", "late", "-o", "table");
    assertThat(table.out())
        .contains(
            "2026-03-01T10:00:40Z  2026-03-01T10:01:00Z  a",
            "2026-03-01T10:00:00Z to 2026-03-01T10:01:00Z  lamp-stood/");
    eventually(() -> node.run("projection", "stood-watts", "rejected").out().lines().count() == 1);
    Ended rejected = node.run("projection", "stood-watts", "rejected", "-o", "table");
    assertThat(rejected.out())
        .contains("TIME", "REASON", "lamp-stood/")
        .containsIgnoringCase("zero");
  }

  @Test
  void windows_are_shown_across_pages_and_as_they_are_by_now() throws IOException {
    declared("lamp-shown", "shown-watts");
    List<String> keys =
        IntStream.range(0, 600).mapToObj(number -> "k%03d".formatted(number)).toList();
    StringBuilder lines = new StringBuilder();
    for (String key : keys) {
      lines.append(
          "{\"lampId\":\"%s\",\"litAt\":\"2026-03-01T10:00:10Z\",\"watts\":40}%n".formatted(key));
    }
    Path file = Files.writeString(directory.resolve("lit.ndjson"), lines);
    assertThat(node.run("append", "lamp-shown", file.toString()).exitCode()).isZero();
    eventually(() -> windows("--open").size() == 600);
    assertThat(windows("--open"))
        .allMatch(window -> window.path("kind").asText().equals("PREVIEW"))
        .extracting(window -> window.path("key").asText())
        .isEqualTo(keys);
    assertThat(windows()).isEmpty();
    assertThat(node.run("time", "lamp-shown", "--seal").exitCode()).isZero();
    eventually(() -> windows().size() == 600);
    assertThat(windows()).extracting(window -> window.path("key").asText()).isEqualTo(keys);
    assertThat(windows("--limit", "501")).hasSize(501);
    assertThat(windows("--from", "2026-03-01T10:01:00Z")).isEmpty();
    assertThat(windows("--to", "2026-03-01T10:01:00Z")).hasSize(600);
    Ended one = node.run("projection", "shown-watts", "windows", "--key", "k007", "-o", "table");
    assertThat(one.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "KEY START END KIND COUNT VALUES",
            "k007 2026-03-01T10:00:00Z 2026-03-01T10:01:00Z FINAL 1 watts=40");
  }

  @Test
  void the_windows_with_the_largest_values_come_first() {
    declared("lamp-ranked", "ranked-watts");
    for (int watts : new int[] {40, 100, 60}) {
      lit(
          "lamp-ranked",
          "{'lampId':'l%d','litAt':'2026-03-01T10:00:10Z','watts':%d}".formatted(watts, watts));
    }
    String[] top = {
      "projection",
      "ranked-watts",
      "windows",
      "--top",
      "2",
      "--by",
      "watts",
      "--open",
      "-o",
      "table"
    };
    eventually(() ->
        node.run("projection", "ranked-watts", "windows", "--open").out().lines().count() == 3);
    assertThat(node.run(top).out().lines().map(line -> line.replaceAll(" .*", "")))
        .containsExactly("KEY", "l100", "l60");
    Ended unknown =
        node.run("projection", "ranked-watts", "windows", "--top", "2", "--by", "lumen");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("(invalid-parameter)", "'lumen'", "watts");
  }

  @Test
  void a_projection_runs_no_more() throws IOException {
    declared("lamp-gone", "gone-watts");
    Ended gone = node.run("projection", "gone-watts", "delete", "--output", "table");
    assertThat(gone.out().strip())
        .isEqualTo("Projection gone-watts runs no more; its streams stay");
    assertThat(node.run("projection", "gone-watts").exitCode()).isEqualTo(4);
    assertThat(node.run("stream", "projection-gone-watts").exitCode()).isZero();
  }

  private static List<JsonNode> windows(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "projection";
    arguments[1] = "shown-watts";
    arguments[2] = "windows";
    System.arraycopy(more, 0, arguments, 3, more.length);
    Ended ended = node.run(arguments);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return ended.out().lines().map(ProjectionCommandTest::read).toList();
  }

  private static JsonNode described(String projection) {
    return read(node.run("projection", projection).out());
  }

  private static void declared(String stream, String projection) {
    node.declare(stream, LIT);
    byte[] declaration = bytes(PER_MINUTE.formatted(stream));
    Ended ended = node.run(declaration, "projection", projection, "declare", "-");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
  }

  private static void lit(String stream, String event) {
    Ended ended = node.run(bytes(event.replace('\'', '"') + "\n"), "append", stream, "-");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
