package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.tool.CopyReport;
import io.sillok.persistence.tool.StoreCopy;
import io.sillok.persistence.tool.StoreCopy.Snapshots;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a store into another. */
@Command(
    name = "copy",
    header = "Copy a store into another, and compare the two.",
    description =
        "%nNo node may use either of them. Offsets, times and sequence numbers stay as they are. After a"
            + " break, the same command goes on where it was; a target with other content is refused.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok copy --from /var/lib/sillok --to /mnt/large/sillok"})
public final class CopyCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private OutputOptions output;

  @Option(names = "--from", paramLabel = "DIR", required = true, description = "The store to copy.")
  private Path from = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--snapshots",
      paramLabel = "latest|all",
      defaultValue = "latest",
      description = "Which snapshots of each entity to copy. Default: ${DEFAULT-VALUE}.")
  private Snapshots snapshots = Snapshots.LATEST;

  /** Exactly one place. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "DIR",
        required = true,
        description = "An embedded store; made if it is missing.")
    private Path directory = Path.of("");

    StoreTarget chosen() {
      return StoreTarget.directory(directory);
    }
  }

  /** Talks to {@code terminal}. */
  public CopyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    CopyReport report = StoppedStore.with(from, this::copy);
    if (output.json()) {
      printJson(report);
    } else {
      print(report);
    }
    return ExitCode.OK;
  }

  private CopyReport copy(LogStore source) {
    try (LogStore copy = target.chosen().open(source.partitions())) {
      return new StoreCopy(source, copy, new CopyProgress(terminal.err())).run(snapshots);
    }
  }

  private void printJson(CopyReport report) {
    output.printJson(
        JsonNodeFactory.instance
            .objectNode()
            .put("logs", report.logs())
            .put("blocks", report.blocks())
            .put("skippedBlocks", report.skipped())
            .put("events", report.events())
            .put("entities", report.entities())
            .put("snapshots", report.snapshots())
            .put("unreadableSnapshots", report.unreadable())
            .put("facts", report.facts()));
  }

  private void print(CopyReport report) {
    terminal
        .out()
        .println(
            "Copied %,d blocks; %,d were there already. Both stores hold the same: %,d logs with %,d events, %,d entities, %,d facts."
                .formatted(
                    report.blocks(),
                    report.skipped(),
                    report.logs(),
                    report.events(),
                    report.entities(),
                    report.facts()));
    terminal
        .out()
        .println(
            "Saved %,d snapshots; left out %,d that cannot be read."
                .formatted(report.snapshots(), report.unreadable()));
  }
}
