package io.sillok.node.cli;

import io.sillok.node.cli.client.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which Sillok this is, and on which Java it runs. */
@Command(
    name = "version",
    header = "Say which Sillok this is, and on which Java it runs.",
    description = "")
final class VersionCommand implements Callable<Integer> {

  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .println(
            "sillok %s (Java %s, %s %s)"
                .formatted(
                    Optional.ofNullable(
                            VersionCommand.class.getPackage().getImplementationVersion())
                        .orElse("unpackaged"),
                    Runtime.version().feature(),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch")));
    return ExitCode.OK;
  }
}
