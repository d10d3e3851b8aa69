package io.sillok.node.cli;

import io.sillok.node.StartException;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.cluster.ClusterCommand;
import io.sillok.node.cli.processor.ProcessorCommand;
import io.sillok.node.cli.projection.ProjectionCommand;
import io.sillok.node.cli.store.CopyCommand;
import io.sillok.node.cli.store.LogCommand;
import io.sillok.node.cli.store.RestoreCommand;
import io.sillok.node.cli.stream.AppendCommand;
import io.sillok.node.cli.stream.DeclareCommand;
import io.sillok.node.cli.stream.StreamCommand;
import io.sillok.node.cli.stream.TimeCommand;
import io.sillok.node.cli.stream.VerifyCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line: lists the commands, and tells failures in one line. */
@Command(
    name = "sillok",
    header = "Sillok keeps entities and every event that ever happened to them.",
    description =
        "%nStarts a node, talks to a running one, or works on the store of one that is stopped.%n",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      CommandCommand.class,
      GetCommand.class,
      EventsCommand.class,
      StreamCommand.class,
      DeclareCommand.class,
      AppendCommand.class,
      TimeCommand.class,
      ProcessorCommand.class,
      ProjectionCommand.class,
      VerifyCommand.class,
      LogCommand.class,
      ClusterCommand.class,
      HealthCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      CopyCommand.class,
      LintCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  the node cannot be reached, cannot answer now, or could not start; the same for a store,"
          + " or something in it is wrong",
      "  2  the command line, or the body of a command or declaration, is not what it should be",
      "  3  the entity's rules refused the command; the stream's definition, an event; a"
          + " processor's, a parked event; the rules of event design, a definition",
      "  4  no such entity, entity type, command, stream, processor, parked event, projection or"
          + " log",
      "  5  another sequence number than expected, an idempotency key in use, or a stream or projection"
          + " that is declared otherwise, or by a module",
      "%nNew here? Try `sillok demo`."
    })
public final class SillokCommand implements Callable<Integer> {

  private static final int WIDTH = 100;

  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli itself reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "The same as the command version.")
  private boolean version;

  SillokCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Does what {@code arguments} ask for; answers the exit code. */
  public static int run(Terminal terminal, String... arguments) {
    return new CommandLine(new SillokCommand(terminal), commandsOn(terminal))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(WIDTH)
        .setUsageHelpLongOptionsMaxWidth(WIDTH / 3)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setExpandAtFiles(false) // @file is a command's body
        .setParameterExceptionHandler((failure, words) -> misused(terminal, failure))
        .setExecutionExceptionHandler((failure, command, words) -> failed(terminal, failure))
        .execute(arguments);
  }

  @Override
  public Integer call() {
    if (version) {
      return spec.commandLine().execute("version");
    }
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }

  /** Each command is made with the terminal that it talks to. */
  private static IFactory commandsOn(Terminal terminal) {
    IFactory others = CommandLine.defaultFactory();
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        try {
          return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
        } catch (NoSuchMethodException takesNone) {
          return others.create(type);
        }
      }
    };
  }

  private static int misused(Terminal terminal, ParameterException failure) {
    terminal.err().println("sillok: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, terminal.err());
    terminal
        .err()
        .println(
            "Try `%s --help`."
                .formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static int failed(Terminal terminal, Exception failure) {
    if (failure instanceof CommandFailure expected) {
      terminal.err().println("sillok: " + expected.getMessage());
      return expected.exitCode();
    }
    if (failure instanceof StartException refused) {
      terminal.err().println("sillok: " + refused.getMessage());
      return ExitCode.FAILED;
    }
    terminal.err().println("sillok: failed by a defect of its own: " + failure);
    failure.printStackTrace(terminal.err());
    return ExitCode.FAILED;
  }
}
