package io.sillok.persistence.tls;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which files TLS takes its certificates from.
 *
 * @param section where that is set, for messages
 * @param certificate with those that lead to the authority, the node's own first; PEM
 * @param privateKey not encrypted; PEM, in PKCS #8, PKCS #1 or SEC 1
 * @param authorities whose certificates the other side may have; PEM
 * @param verifyHost whether a server's certificate must name the host that was connected to
 * @param reloadInterval how often the files are looked at
 * @param warnBefore with less time left than this, an expiry is warned of
 */
public record TlsSettings(
    String section,
    TlsRole role,
    Optional<Path> certificate,
    Optional<Path> privateKey,
    Optional<Path> authorities,
    boolean verifyHost,
    Duration reloadInterval,
    Duration warnBefore) {

  private static final Duration NEVER = Duration.ofDays(1);

  public TlsSettings {
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw TlsException.settings(
          "%s: certificate and private-key belong together, but only %s is set"
              .formatted(section, certificate.isPresent() ? "certificate" : "private-key"));
    }
    if (role != TlsRole.CLIENT && certificate.isEmpty()) {
      throw TlsException.settings(
          "%s is enabled without a certificate; set certificate and private-key to PEM files"
              .formatted(section));
    }
    if (role == TlsRole.PEER && authorities.isEmpty()) {
      throw TlsException.settings(
          "%s is enabled without ca; set it to the PEM file of the authority of all nodes' certificates"
              .formatted(section));
    }
  }

  /**
   * As configured; empty where TLS is not enabled.
   *
   * @param root the whole configuration, or the part of it that {@code path} begins in
   * @param path of the section within it
   * @param section the path as users know it
   * @throws TlsException {@code tls-settings} if something is missing
   */
  public static Optional<TlsSettings> of(Config root, String path, String section, TlsRole role) {
    Config tls = root.getConfig(path);
    if (!tls.getBoolean("enabled")) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsSettings(
            section,
            role,
            file(tls, "certificate"),
            file(tls, "private-key"),
            file(tls, role == TlsRole.SERVER ? "client-ca" : "ca"),
            role != TlsRole.SERVER && tls.getBoolean("verify-host"),
            tls.getDuration("reload-interval"),
            tls.getDuration("warn-before")));
  }

  /** Of a client that is soon done, so that nothing changes meanwhile. */
  public static TlsSettings ofShortClient(
      String section,
      Optional<Path> certificate,
      Optional<Path> privateKey,
      Optional<Path> authorities) {
    return new TlsSettings(
        section, TlsRole.CLIENT, certificate, privateKey, authorities, true, NEVER, Duration.ZERO);
  }

  private static Optional<Path> file(Config tls, String key) {
    return Optional.of(tls.getString(key))
        .filter(text -> !text.isEmpty())
        .map(text -> Path.of(text).toAbsolutePath().normalize());
  }
}
