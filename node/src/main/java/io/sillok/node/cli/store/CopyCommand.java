package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.tool.CopyReport;
import io.sillok.persistence.tool.StoreCopy;
import io.sillok.persistence.tool.StoreCopy.Snapshots;
import java.nio.file.Path;
import java.util.Optional;
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
    footer = {
      "  sillok copy --from /var/lib/sillok --to /mnt/large/sillok",
      "  sillok copy --from /var/lib/sillok --to-cassandra db1,db2,db3 --create-schema",
      "  sillok copy --from-cassandra db1,db2,db3 --config login.conf --to /mnt/large/sillok"
    })
public final class CopyCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private OutputOptions output;
  @Mixin private CassandraOptions cassandra = new CassandraOptions();

  @ArgGroup(multiplicity = "1")
  private Source from = new Source();

  @ArgGroup(multiplicity = "1")
  private Target to = new Target();

  @Option(
      names = "--create-schema",
      description = "Create the keyspace and tables that are missing in the target.")
  private boolean createSchema;

  @Option(
      names = "--replication",
      paramLabel = "CQL",
      description =
          "Of a keyspace that is created. Default: {'class': 'NetworkTopologyStrategy',"
              + " 'replication_factor': 3}.")
  private Optional<String> replication = Optional.empty();

  @Option(
      names = "--snapshots",
      paramLabel = "latest|all",
      defaultValue = "latest",
      description = "Which snapshots of each entity to copy. Default: ${DEFAULT-VALUE}.")
  private Snapshots snapshots = Snapshots.LATEST;

  /** Exactly one place. */
  static final class Source {
    @Option(
        names = "--from",
        paramLabel = "DIR",
        required = true,
        description = "The embedded store to copy.")
    private Path directory = Path.of("");

    @Option(
        names = "--from-cassandra",
        paramLabel = CassandraOptions.HOSTS,
        required = true,
        description = "The Cassandra with the store to copy.")
    private String hosts = "";
  }

  /** Exactly one place. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "DIR",
        required = true,
        description = "An embedded store; made if it is missing.")
    private Path directory = Path.of("");

    @Option(
        names = "--to-cassandra",
        paramLabel = CassandraOptions.HOSTS,
        required = true,
        description = "The Cassandra for the copy; see --create-schema.")
    private String hosts = "";
  }

  /** Talks to {@code terminal}. */
  public CopyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    requireSense();
    StorePlace source =
        from.hosts.isEmpty() ? new DirectoryPlace(from.directory) : cassandra.at(from.hosts);
    StorePlace target = to.hosts.isEmpty() ? new DirectoryPlace(to.directory) : keyspace();
    CopyReport report = StoreAccess.with(source::look, store -> copy(store, target));
    if (output.json()) {
      printJson(report);
    } else {
      print(report);
    }
    return ExitCode.OK;
  }

  private void requireSense() {
    boolean source = !from.hosts.isEmpty();
    boolean target = !to.hosts.isEmpty();
    if (source && target) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--keyspace and --config are for one Cassandra; copy into a directory first, and from there");
    }
    if (!target && (createSchema || replication.isPresent())) {
      throw new CommandFailure(
          ExitCode.USAGE, "--create-schema and --replication need --to-cassandra");
    }
    if (!source && !target && cassandra.isGiven()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--keyspace, --datacenter and --config need --from-cassandra or --to-cassandra");
    }
  }

  private StorePlace keyspace() {
    CassandraConfig config = cassandra.config(to.hosts);
    if (createSchema) {
      config.createSchema();
    }
    replication.ifPresent(config::replication);
    return config.place();
  }

  private CopyReport copy(LogStore source, StorePlace target) {
    try (LogStore copy = target.make(source.partitions())) {
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
