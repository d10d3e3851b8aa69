package io.sillok.node.cli.store;

import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at the logs of a store; each look is a command of its own. */
@Command(
    name = "log",
    header = "List, verify, dump and trim the logs of a store.",
    description =
        "%nThe store is a directory that no node holds, or a keyspace of Cassandra. Only trim changes"
            + " anything in it.%n",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LogListCommand.class,
      LogVerifyCommand.class,
      LogDumpCommand.class,
      LogTrimCommand.class
    })
public final class LogCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Talks to {@code terminal}. */
  public LogCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
