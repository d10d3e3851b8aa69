package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of large events end early; a command that shows events goes on until the stream ends. */
final class LargeEventsCommandTest {

  private static final int EVENTS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DECLARATION =
      """
      {"kind": "unkeyed", "schema": {"type": "record", "name": "PageKept", "fields": [
        {"name": "number", "type": "int"}, {"name": "text", "type": "string"}]}}
      """;

  @TempDir private Path directory;

  @Test
  void all_events_of_a_stream_are_shown() throws Exception {
    try (NodeUnderCommand node =
        NodeUnderCommand.start(
            directory.resolve("data"), Map.of("sillok.persistence.partitions", "4"))) {
      node.declare("page-kept", DECLARATION);
      String lines =
          IntStream.range(0, EVENTS)
              .mapToObj("{\"number\": %d, \"text\": \"%%s\"}"::formatted)
              .map(line -> line.formatted("x".repeat(1_000_000)))
              .collect(Collectors.joining("\n"));
      Ended appended = node.run(lines.getBytes(StandardCharsets.UTF_8), "append", "page-kept", "-");
      assertThat(appended.exitCode()).as("%s", appended.err()).isZero();

      Ended shown = node.run("stream", "page-kept", "--output", "json");

      assertThat(shown.exitCode()).as("%s", shown.err()).isZero();
      assertThat(shown.out().lines().map(LargeEventsCommandTest::number))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, EVENTS).boxed().toList());
    }
  }

  private static int number(String line) {
    try {
      return JSON.readTree(line).at("/data/number").asInt();
    } catch (java.io.IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
