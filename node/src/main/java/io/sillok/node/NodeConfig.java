package io.sillok.node;

import io.sillok.protocol.SillokModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node is started with.
 *
 * @param dataDirectory where the embedded store lives; made if it is missing
 * @param host the name or address that the gateway listens on
 * @param port that the gateway listens on, 0 to 65535; 0 takes a free one
 * @param modulePaths jars of modules, or directories of such jars
 * @param modules that are on the class path already
 * @param file of more settings, in HOCON
 * @param settings override the configuration and the file, by path, such as {@code
 *     sillok.node.passivate-after}
 */
public record NodeConfig(
    Path dataDirectory,
    String host,
    int port,
    List<Path> modulePaths,
    List<SillokModule> modules,
    Optional<Path> file,
    Map<String, String> settings) {

  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  public NodeConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port must be between 0 and 65535, but is " + port);
    }
    modulePaths = List.copyOf(modulePaths);
    modules = List.copyOf(modules);
    settings = Map.copyOf(settings);
  }

  /** A node without modules on the default host and port. */
  public static NodeConfig at(Path dataDirectory) {
    return new NodeConfig(
        dataDirectory,
        DEFAULT_HOST,
        DEFAULT_PORT,
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  public NodeConfig host(String value) {
    return new NodeConfig(dataDirectory, value, port, modulePaths, modules, file, settings);
  }

  public NodeConfig port(int value) {
    return new NodeConfig(dataDirectory, host, value, modulePaths, modules, file, settings);
  }

  public NodeConfig modulePaths(List<Path> value) {
    return new NodeConfig(dataDirectory, host, port, value, modules, file, settings);
  }

  public NodeConfig modules(SillokModule... value) {
    return new NodeConfig(dataDirectory, host, port, modulePaths, List.of(value), file, settings);
  }

  public NodeConfig file(Path value) {
    return new NodeConfig(
        dataDirectory, host, port, modulePaths, modules, Optional.of(value), settings);
  }

  public NodeConfig settings(Map<String, String> value) {
    return new NodeConfig(dataDirectory, host, port, modulePaths, modules, file, value);
  }
}
