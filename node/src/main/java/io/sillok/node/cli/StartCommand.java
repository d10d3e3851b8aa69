package io.sillok.node.cli;

import io.sillok.node.NodeConfig;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.HashMap;
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
      "  sillok start --modules build/libs/orders.jar,modules/",
      "  sillok start --host 0.0.0.0 --tls-certificate tls.crt --tls-key tls.key",
      "  sillok start --store cassandra --contact-points 10.0.0.7,10.0.0.8 --create-schema",
      "  sillok start --store cassandra --contact-points 10.0.0.7 --cluster-host 10.0.0.2"
          + " --cluster-port 17355 --seed 10.0.0.1:17355 --seed 10.0.0.2:17355",
      "  sillok start --store cassandra --contact-points 10.0.0.7 --cluster-host $POD_IP"
          + " --discovery kubernetes"
    })
final class StartCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private StartOptions options = new StartOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private HttpsOptions https = new HttpsOptions();

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

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "More settings, in HOCON (see docs/operations.md); what is said on the command line has precedence.")
  private Optional<Path> file = Optional.empty();

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
      if (node.wasDowned()) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "the cluster went on without this node, for it could not be reached; nothing acknowledged is lost; start it again");
      }
      return ExitCode.OK;
    }
  }

  private NodeConfig config() {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.putAll(https.settings());
    backups.ifPresent(
        directory -> settings.put("sillok.node.backup-directory", directory.toString()));
    NodeConfig config = options.configOn(data).settings(settings);
    return cluster.completed(file.map(config::file).orElse(config));
  }
}
