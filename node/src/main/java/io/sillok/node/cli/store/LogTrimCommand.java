package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.Table;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.tool.LogTrim;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops the old buckets of logs. */
@Command(
    name = "trim",
    header = "Drop the beginning of logs; without --yes, only tell what that would be.",
    description =
        "%nWhole buckets of 32768 offsets are dropped, and never the last one. Entities come back"
            + " whole all the same; queries over logs begin where the logs do. As JSON, one log a"
            + " line.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok log trim cart/3 --before 1000000",
      "  sillok log trim cart --before 1000000 --cassandra db1,db2 --yes"
    })
public final class LogTrimCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "LOG[/PARTITION]",
      description = "The log, such as cart/3, or cart for all its partitions.")
  private String name = "";

  @Option(
      names = "--before",
      paramLabel = "OFFSET",
      required = true,
      description = "Nothing from this offset on is dropped.")
  private long before;

  @Option(names = "--yes", description = "Drop it.")
  private boolean yes;

  /** Talks to {@code terminal}. */
  public LogTrimCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    if (before < 0) {
      throw new CommandFailure(
          ExitCode.USAGE, "--before must be at least 0, but is %d".formatted(before));
    }
    return yes ? store.use(this::trim) : store.look(this::trim);
  }

  private int trim(LogStore logs) {
    List<LogTrim> trims =
        LogNames.of(logs).under(name).stream().map(log -> trim(logs, log)).toList();
    if (output.json()) {
      trims.forEach(this::printJson);
    } else {
      print(trims);
    }
    if (!yes) {
      terminal.err().println("Nothing was dropped; the same with --yes does it.");
    }
    return ExitCode.OK;
  }

  private LogTrim trim(LogStore logs, LogId log) {
    return yes ? LogTrim.run(logs.log(log), before) : LogTrim.plan(logs.log(log), before);
  }

  private void printJson(LogTrim trim) {
    output.printJson(
        JsonNodeFactory.instance
            .objectNode()
            .put("log", trim.log().name())
            .put("partition", trim.log().partition())
            .put("firstOffset", trim.firstOffset())
            .put("keptFrom", trim.keptFrom())
            .put("head", trim.head())
            .put("offsets", trim.dropped())
            .put("done", yes));
  }

  private void print(List<LogTrim> trims) {
    Table table = new Table("LOG", "FIRST", "HEAD", yes ? "DROPPED" : "WOULD DROP", "KEPT FROM");
    for (LogTrim trim : trims) {
      table.row(
          trim.log().toString(),
          Long.toString(trim.firstOffset()),
          Long.toString(trim.head()),
          Long.toString(trim.dropped()),
          Long.toString(trim.keptFrom()));
    }
    table.print(terminal.out());
  }
}
