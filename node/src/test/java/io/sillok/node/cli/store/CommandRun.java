package io.sillok.node.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * What a command line did.
 *
 * @param out its standard output
 * @param err its standard error
 */
record CommandRun(int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs it within this process. */
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            Map.of());
    String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int exitCode = SillokCommand.run(terminal, words);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** It did what it was asked to. */
  CommandRun succeeded() {
    assertThat(exitCode).as("%s", this).isZero();
    return this;
  }

  /** It ended with this code and one line that holds all of {@code words}. */
  void failed(int code, String... words) {
    assertThat(exitCode).as("%s", this).isEqualTo(code);
    assertThat(err).startsWith("sillok: ").contains(words).hasLineCount(1);
    assertThat(err).doesNotContain("Exception", "io.sillok");
    assertThat(out).isEmpty();
  }

  /** Its standard output, read as one JSON value a line. */
  List<JsonNode> json() {
    return out.lines().map(CommandRun::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
