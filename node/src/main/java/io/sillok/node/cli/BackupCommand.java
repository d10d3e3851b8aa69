package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.store.StoreAccess;
import io.sillok.persistence.LogStore.Backup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Backs up the store of a running node, or of one that is stopped. */
@Command(
    name = "backup",
    header = "Back up a node's store into a new directory.",
    description =
        "%nA running node makes the backup itself while it goes on serving, in the directory that it was"
            + " given with --backups; TARGET is a name there then. With --data, no node may run, and"
            + " TARGET is any path. The backup is verified, and there as a whole or not at all.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok backup monday",
      "  sillok backup monday --url http://10.0.0.7:8080",
      "  sillok backup /mnt/backups/monday --data /var/lib/sillok"
    })
final class BackupCommand implements Callable<Integer> {

  private static final String PATH = "/v1/cluster/backup";
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(
      paramLabel = "TARGET",
      description = "The backup's name; the path of a new directory with --data.")
  private String target = "";

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      description = "Where the stopped node keeps its store. Default: ask a running node.")
  private Optional<Path> data = Optional.empty();

  BackupCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    if (data.isPresent()) {
      if (node.named()) {
        throw new CommandFailure(
            ExitCode.USAGE, "--data is a stopped node's store and --url a running node; give one");
      }
      Backup made = StoreAccess.backup(data.get(), Path.of(target));
      print(made.directory().toString(), made.bytes());
      return ExitCode.OK;
    }
    return node.ask(this::askFor);
  }

  private int askFor(NodeClient client) {
    JsonNode state =
        client.post(PATH, JsonNodeFactory.instance.objectNode().put("directory", target), Map.of());
    while (state.path("state").asText().equals("running")) {
      pause();
      state = client.get(PATH);
    }
    if (!state.path("state").asText().equals("done")) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the node could not make the backup: "
              + state.path("message").asText("it was started again meanwhile; ask once more"));
    }
    print(state.path("directory").asText(), state.path("bytes").asLong());
    return ExitCode.OK;
  }

  private void print(String directory, long bytes) {
    if (node.json()) {
      node.printJson(
          JsonNodeFactory.instance.objectNode().put("directory", directory).put("bytes", bytes));
    } else {
      terminal.out().println("Backed up into %s, %,d bytes".formatted(directory, bytes));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted; the node goes on with the backup");
    }
  }
}
