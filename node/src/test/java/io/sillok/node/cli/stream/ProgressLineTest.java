package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.cli.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {

  private final StringWriter err = new StringWriter();
  private final ProgressLine line =
      new ProgressLine(
          new Terminal(
              InputStream.nullInputStream(),
              new PrintWriter(new StringWriter()),
              new PrintWriter(err),
              false,
              Map.of()));

  @Test
  void what_is_wrong_is_said_at_once_with_how_long_it_goes_on_and_not_again() {
    line.waits("cannot reach a node", Duration.ofMinutes(5));
    line.waits("cannot reach a node", Duration.ofSeconds(299));

    assertThat(err.toString().lines())
        .containsExactly("sillok: waits: cannot reach a node. Tries again for 5 min (--patience)");
  }

  @Test
  void another_reason_is_said_with_what_is_left() {
    line.waits("cannot reach a node", Duration.ofMinutes(5));
    line.waits("the node is stopping", Duration.ofMillis(41_400));

    assertThat(err.toString().lines().toList().getLast())
        .isEqualTo("sillok: waits: the node is stopping. Tries again for 41 s (--patience)");
  }
}
