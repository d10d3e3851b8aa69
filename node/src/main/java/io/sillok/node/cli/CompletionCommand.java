package io.sillok.node.cli;

import io.sillok.node.cli.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes the command line in bash and zsh. */
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    description = "",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(sillok completion)",
      "  sillok completion > ~/.local/share/bash-completion/completions/sillok"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("sillok", spec.root().commandLine()));
    terminal.out().flush();
    return ExitCode.OK;
  }
}
