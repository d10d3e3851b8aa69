package io.sillok.node.cli;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With which certificate a node speaks HTTPS. */
final class HttpsOptions {

  private static final String TLS = "sillok.gateway.tls.";

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Serve HTTPS with this certificate and those that lead to its authority, PEM. It may be replaced at any time.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key, PEM, not encrypted.")
  private Optional<Path> key = Optional.empty();

  /** What is said, by path in the configuration. */
  Map<String, String> settings() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--tls-certificate and --tls-key belong together; give both");
    }
    Map<String, String> settings = new HashMap<>();
    certificate.ifPresent(file -> {
      settings.put(TLS + "enabled", "on");
      settings.put(TLS + "certificate", file.toString());
    });
    key.ifPresent(file -> settings.put(TLS + "private-key", file.toString()));
    return settings;
  }
}
