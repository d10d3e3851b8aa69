package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeCommandTest {

  private static final String LIT =
      """
      {"kind": "unkeyed", "schema": {"type": "record", "name": "LampSwitched", "fields": [
        {"name": "lit", "type": "boolean"}]}%s}
      """;
  private static final String TEN = "2026-03-01T10:00:00Z";

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
  void event_time_moves_on_once() throws IOException {
    node.declare("lamp-switched", LIT.formatted(""));
    Ended first = node.run("time", "lamp-switched", "--advance-to", TEN, "--output", "table");
    assertThat(first.out().strip())
        .isEqualTo(
            "Stream lamp-switched is at 2026-03-01T10:00:00Z or later: 4 of 4 partitions moved on");
    JsonNode again = node.run("time", "lamp-switched", "--advance-to", TEN, "-o", "json").json();
    assertThat(again.at("/partitions/advanced").asInt(-1)).isZero();
    assertThat(again.at("/partitions/alreadyThere").asInt()).isEqualTo(4);
  }

  @Test
  void a_stream_is_sealed() {
    node.declare("lamp-sold", LIT.formatted(""));
    Ended sealed = node.run("time", "lamp-sold", "--seal", "--output", "table");
    assertThat(sealed.exitCode()).as("%s", sealed).isZero();
    assertThat(sealed.out().strip())
        .isEqualTo("Stream lamp-sold is sealed: 4 of 4 partitions moved on");
  }

  @Test
  void what_is_refused_ends_with_the_code_of_its_kind() {
    node.declare("lamp-lit", LIT.formatted(", \"clock\": {\"live\": {\"delay\": \"PT0S\"}}"));
    Ended far = node.run("time", "lamp-lit", "--advance-to", "9000-01-01T00:00:00Z");
    assertThat(far.exitCode()).isEqualTo(2);
    assertThat(far.err()).contains("(invalid-time)", "/advanceTo");
    assertThat(node.run("time", "lamp-unknown", "--seal").exitCode()).isEqualTo(4);
  }
}
