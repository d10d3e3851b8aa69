package io.sillok.node.cli;

import io.sillok.node.NodeConfig;
import io.sillok.node.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a node and stays in the foreground until it is stopped. */
@Command(
    name = "start",
    header = "Start a node in the foreground.",
    description =
        "%nPrints one line when it serves. Ctrl-C or SIGTERM finishes the requests under way and"
            + " stops it; the exit code is 0 then.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok start",
      "  sillok start --data /var/lib/sillok --host 0.0.0.0 --port 80",
      "  sillok start --data /var/lib/sillok --backups /mnt/backups",
      "  sillok start --modules build/libs/orders.jar,modules/"
    })
final class StartCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private StartOptions options = new StartOptions();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the store is kept; made if it is missing. Default: ./${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description =
          "Where `sillok backup` may have this node put backups. Default: it makes none while it runs.")
  private Optional<Path> backups = Optional.empty();

  StartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ForegroundNode node = ForegroundNode.start(config(), terminal)) {
      terminal
          .out()
          .println(
              "Sillok serves at %s (console: %s/console/), data in %s"
                  .formatted(node.url(), node.url(), data.toAbsolutePath().normalize()));
      node.awaitStop();
      return ExitCode.OK;
    }
  }

  private NodeConfig config() {
    NodeConfig config = options.configOn(data);
    return backups
        .map(directory ->
            config.settings(Map.of("sillok.node.backup-directory", directory.toString())))
        .orElse(config);
  }
}
