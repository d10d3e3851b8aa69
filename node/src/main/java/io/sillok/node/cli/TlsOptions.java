package io.sillok.node.cli;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.tls.TlsContexts;
import io.sillok.persistence.tls.TlsException;
import io.sillok.persistence.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Whom to trust, and who to be, where a node speaks HTTPS. */
final class TlsOptions {

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Of the authority of the node's certificate, PEM; else SILLOK_CA, else those that Java trusts.")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "This client's certificate, PEM, where the node wants one; else SILLOK_CERTIFICATE.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--private-key",
      paramLabel = "FILE",
      description = "That certificate's private key, PEM; else SILLOK_PRIVATE_KEY.")
  private Optional<Path> privateKey = Optional.empty();

  /**
   * @throws CommandFailure if a file cannot be used
   */
  SSLContext context(Map<String, String> environment) {
    try {
      return TlsContexts.once(
          TlsSettings.ofShortClient(
              "the command line",
              file(certificate, environment, "SILLOK_CERTIFICATE"),
              file(privateKey, environment, "SILLOK_PRIVATE_KEY"),
              file(authorities, environment, "SILLOK_CA")));
    } catch (TlsException unusable) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
    }
  }

  private static Optional<Path> file(
      Optional<Path> option, Map<String, String> environment, String variable) {
    return option.or(() ->
        Optional.ofNullable(environment.get(variable))
            .filter(text -> !text.isEmpty())
            .map(Path::of));
  }
}
