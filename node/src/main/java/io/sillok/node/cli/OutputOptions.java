package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to print what there is to say. */
public final class OutputOptions {

  private final Terminal terminal;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table",
      converter = FormatConverter.class,
      description =
          "json: one JSON object a line; table: for people. Default: table on a terminal, else json.")
  private Optional<Format> output = Optional.empty();

  /** How answers are printed. */
  enum Format {
    JSON,
    TABLE
  }

  public OutputOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether to print JSON. */
  public boolean json() {
    return output.orElse(terminal.interactive() ? Format.TABLE : Format.JSON) == Format.JSON;
  }

  /** Whether it was said at all. */
  boolean given() {
    return output.isPresent();
  }

  /** Whether JSON was asked for in so many words. */
  boolean jsonRequested() {
    return output.equals(Optional.of(Format.JSON));
  }

  public void printJson(JsonNode line) {
    terminal.out().println(line);
  }
}
