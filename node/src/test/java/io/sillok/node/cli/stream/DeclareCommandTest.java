package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeclareCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static NodeUnderCommand node;

  @BeforeAll
  static void start() {
    node = NodeUnderCommand.start(directory.resolve("data"), Map.of());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void a_stream_is_declared_and_again_without_a_change_and_in_its_next_version()
      throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), declaration("PageViewed", ""));
    JsonNode first = node.run("declare", "page-viewed", file.toString()).json();
    assertThat(first.path("version").asInt()).isEqualTo(1);
    assertThat(first.path("key").asText()).isEqualTo("page");
    assertThat(node.run("declare", "page-viewed", file.toString()).json()).isEqualTo(first);
    String more = ",{\"name\":\"from\",\"type\":[\"null\",\"string\"],\"default\":null}";
    assertThat(declare("page-viewed", declaration("PageViewed", more)).json().path("version"))
        .hasToString("2");
  }

  @Test
  void for_people_it_says_what_the_stream_is_and_what_could_be_better() {
    Ended ended = declare("view-page", declaration("ViewPage", ""), "--output", "table");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    List<String> lines = ended.out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "Stream view-page is declared: keyed by page, its event time is viewedAt, version 1");
    assertThat(ended.out()).contains("warning", "past-tense");
    Ended again = declare("view-page", declaration("ViewPage", ""), "--output", "table");
    assertThat(again.out()).startsWith("Stream view-page is declared as the file has it: ");
  }

  @Test
  void a_dry_run_changes_nothing() {
    Ended ended = declare("never", declaration("PageViewed", ""), "--dry-run", "-o", "table");
    assertThat(ended.out()).startsWith("Stream never could be declared so: keyed by page");
    assertThat(node.run("stream", "never").exitCode()).isEqualTo(4);
  }

  @Test
  void what_is_refused_ends_with_the_code_of_its_kind_and_the_place() throws IOException {
    String money = ",{\"name\":\"price\",\"type\":\"double\"}";
    Ended design = declare("priced", declaration("PagePriced", money));
    assertThat(design.exitCode()).isEqualTo(3);
    assertThat(design.err()).contains("(event-design)", "  /schema/fields/2");

    Ended invalid = declare("priced", "{\"kind\":\"keyed\"}", "--output", "json");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(JSON.readTree(invalid.err()).path("code").asText()).isEqualTo("invalid-declaration");

    declare("kept", declaration("PageKept", ""));
    Ended other = declare("kept", declaration("PageKept", "").replace("keyed", "entity"));
    assertThat(other.exitCode()).isEqualTo(5);
    assertThat(other.err()).contains("(stream-differs)", "  /kind");

    assertThat(declare("Kept", declaration("PageKept", "")).exitCode()).isEqualTo(2);
    assertThat(declare("kept", "{").err()).contains("the standard input is not JSON");
  }

  @Test
  void streams_are_listed_with_who_declared_them() {
    declare("listed", declaration("PageListed", ""));
    assertThat(node.run("stream", "--output", "table").out().lines())
        .anyMatch(line -> line.matches("STREAM +KIND +DECLARED BY"))
        .anyMatch(line -> line.matches("listed +keyed +http"));
  }

  private static Ended declare(String stream, String declaration, String... more) {
    String[] arguments = new String[3 + more.length];
    System.arraycopy(new String[] {"declare", stream, "-"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return node.run(declaration.getBytes(StandardCharsets.UTF_8), arguments);
  }

  private static String declaration(String event, String more) {
    return """
    {"kind": "keyed", "key": "page", "eventTime": "viewedAt",
     "schema": {"type": "record", "name": "%s", "fields": [
       {"name": "page", "type": "string"},
       {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}%s]}}
    """
        .formatted(event, more);
  }
}
