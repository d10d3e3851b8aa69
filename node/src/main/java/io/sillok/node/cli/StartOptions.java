package io.sillok.node.cli;

import io.sillok.node.NodeConfig;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a node is started with, as far as both start and demo let one choose. */
final class StartOptions {

  private static final int LARGEST_PORT = 65_535;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = NodeConfig.DEFAULT_HOST,
      description = "The address to listen on. Default: ${DEFAULT-VALUE}; 0.0.0.0 for all.")
  private String host = NodeConfig.DEFAULT_HOST;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description =
          "The port to listen on, 0 for a free one. Default: " + NodeConfig.DEFAULT_PORT + ".")
  private Optional<Integer> chosenPort = Optional.empty();

  @Option(
      names = {"-m", "--modules"},
      paramLabel = "PATH",
      split = ",",
      description =
          "Jars of modules, or directories of such jars; may be repeated. Default: the examples.")
  private List<Path> modules = List.of();

  /** The node's configuration on {@code data}. */
  NodeConfig configOn(Path data) {
    int port = chosenPort.orElse(NodeConfig.DEFAULT_PORT);
    if (port < 0 || port > LARGEST_PORT) {
      throw new CommandFailure(
          ExitCode.USAGE, "--port must be between 0 and 65535, but is " + port);
    }
    return NodeConfig.at(data)
        .host(host)
        .port(port)
        .modulePaths(modules.isEmpty() ? examples() : modules);
  }

  /** The same, on a free port if nobody chose one and another program has the default one. */
  NodeConfig configOnFreePort(Path data, Terminal terminal) {
    NodeConfig config = configOn(data);
    if (chosenPort.isPresent() || free(config)) {
      return config;
    }
    terminal
        .err()
        .println(
            "sillok: port %d is taken by another program, so this takes a free one; choose with --port"
                .formatted(config.port()));
    return config.port(0);
  }

  private static boolean free(NodeConfig config) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(config.host(), config.port()));
      return true;
    } catch (BindException taken) {
      return false;
    } catch (IOException other) {
      return true; // the node's own start tells it better
    }
  }

  /** The modules that come with Sillok; whoever launches it says where they are. */
  private static List<Path> examples() {
    return Arrays.stream(System.getProperty("sillok.modules", "").split(File.pathSeparator))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
