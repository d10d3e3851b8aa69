package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.rocksdb.StoreRestore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a store from a backup. */
@Command(
    name = "restore",
    header = "Make a store from a backup, in an empty directory.",
    description = "%nThe backup is checked first, and the copy afterwards.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok restore /mnt/backups/monday --data /var/lib/sillok"})
public final class RestoreCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "BACKUP", description = "The directory of the backup.")
  private Path backup = Path.of("");

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      required = true,
      description = "Where the node is to keep its store: empty, or not there yet.")
  private Path data = Path.of("");

  /** Talks to {@code terminal}. */
  public RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    Backup restored = StoreAccess.failing(() -> StoreRestore.run(backup, data));
    if (output.json()) {
      output.printJson(
          JsonNodeFactory.instance
              .objectNode()
              .put("directory", restored.directory().toString())
              .put("bytes", restored.bytes()));
    } else {
      terminal
          .out()
          .println(
              "Restored into %s, %,d bytes; start it with `sillok start --data %s`"
                  .formatted(restored.directory(), restored.bytes(), restored.directory()));
    }
    return ExitCode.OK;
  }
}
