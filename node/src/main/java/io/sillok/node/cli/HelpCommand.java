package io.sillok.node.cli;

import io.sillok.node.cli.client.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what {@code --help} shows, for those who ask the other way round. */
@Command(
    name = "help",
    header = "Show the help of a command.",
    description = "",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok help", "  sillok help start"})
final class HelpCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command. Default: sillok as a whole.")
  private Optional<String> command = Optional.empty();

  HelpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    command.map(name -> named(name, root)).orElse(root).usage(terminal.out());
    return ExitCode.OK;
  }

  private static CommandLine named(String name, CommandLine root) {
    CommandLine found = root.getSubcommands().get(name);
    if (found == null) {
      throw new ParameterException(
          root,
          "There is no command '%s'; there are: %s"
              .formatted(name, String.join(", ", root.getSubcommands().keySet())));
    }
    return found;
  }
}
