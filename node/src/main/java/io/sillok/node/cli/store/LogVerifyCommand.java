package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.Table;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.tool.LogReport;
import io.sillok.persistence.tool.LogReport.Fault;
import io.sillok.persistence.tool.LogVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads logs from end to end and tells the first thing that is wrong with each. */
@Command(
    name = "verify",
    header = "Read logs from end to end; the exit code is 1 if anything is wrong.",
    description =
        "%nChecks that offsets are dense, every block is whole, append times and epochs do not fall,"
            + " and that each event follows its entity's event before it.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok log verify", "  sillok log verify cart/3 cart/17 --data /var/lib/sillok"})
public final class LogVerifyCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "LOG/PARTITION",
      arity = "0..*",
      description = "The logs to verify. Default: all.")
  private List<String> names = List.of();

  /** Talks to {@code terminal}. */
  public LogVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    return store.look(this::verify);
  }

  private int verify(LogStore logs) {
    LogVerifier verifier = new LogVerifier(logs);
    List<LogReport> reports = new ArrayList<>();
    LogNames.of(logs)
        .find(names)
        .forEach(id -> {
          reports.add(verifier.verify(id));
          if (output.json()) {
            output.printJson(jsonOf(reports.getLast()));
          }
        });
    if (!output.json()) {
      print(reports);
    }
    boolean sound = reports.stream().allMatch(report -> report.fault().isEmpty());
    return sound ? ExitCode.OK : ExitCode.FAILED;
  }

  private static ObjectNode jsonOf(LogReport report) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("log", report.log().name())
            .put("partition", report.log().partition())
            .put("firstOffset", report.firstOffset())
            .put("head", report.head())
            .put("blocks", report.blocks())
            .put("events", report.events())
            .put("entities", report.entities());
    ObjectNode fault = json.objectNode();
    report
        .fault()
        .ifPresent(found -> fault.put("offset", found.offset()).put("problem", found.problem()));
    return json.set("fault", fault.isEmpty() ? json.nullNode() : fault);
  }

  private void print(List<LogReport> reports) {
    Table table = new Table("LOG", "FIRST", "HEAD", "BLOCKS", "EVENTS", "ENTITIES", "RESULT");
    for (LogReport report : reports) {
      table.row(
          report.log().toString(),
          Long.toString(report.firstOffset()),
          Long.toString(report.head()),
          Long.toString(report.blocks()),
          Long.toString(report.events()),
          Long.toString(report.entities()),
          report.fault().map(LogVerifyCommand::resultOf).orElse("sound"));
    }
    table.print(terminal.out());
  }

  private static String resultOf(Fault fault) {
    return "at offset %d: %s".formatted(fault.offset(), fault.problem());
  }
}
