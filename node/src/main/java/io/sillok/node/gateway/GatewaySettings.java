package io.sillok.node.gateway;

import com.typesafe.config.Config;
import io.sillok.persistence.tls.TlsRole;
import io.sillok.persistence.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the gateway listens and what it bounds.
 *
 * @param host the name or address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param maxConnections open at a time; over more only health and metrics are answered
 * @param maxBodyBytes of a request
 * @param maxAppendBytes of a request that appends events
 * @param bodyMemory bytes of the bodies of requests that are held at once
 * @param bodyTimeout from a request's header to its body's last byte
 * @param requestTimeout from a request's header to its answer
 * @param tls for HTTPS; without it the gateway speaks HTTP
 */
public record GatewaySettings(
    String host,
    int port,
    int maxConnections,
    int maxBodyBytes,
    int maxAppendBytes,
    long bodyMemory,
    Duration bodyTimeout,
    Duration requestTimeout,
    Optional<TlsSettings> tls) {

  /** What follows from a body takes several times as much while it is worked at. */
  private static final int PART_OF_MEMORY = 8;

  /** Reads the bounds from {@code sillok.gateway}. */
  public static GatewaySettings of(String host, int port, Config config) {
    Config gateway = config.getConfig("sillok.gateway");
    return new GatewaySettings(
        host,
        port,
        gateway.getInt("max-connections"),
        Math.toIntExact(gateway.getBytes("max-body-bytes")),
        Math.toIntExact(gateway.getBytes("max-append-bytes")),
        bodyMemory(gateway),
        gateway.getDuration("body-timeout"),
        gateway.getDuration("request-timeout"),
        tls(config));
  }

  /**
   * How connections are secured.
   *
   * @throws io.sillok.persistence.tls.TlsException if TLS is enabled without what it needs
   */
  public static Optional<TlsSettings> tls(Config config) {
    return TlsSettings.of(config, "sillok.gateway.tls", "sillok.gateway.tls", TlsRole.SERVER);
  }

  private static long bodyMemory(Config gateway) {
    return gateway.getString("body-memory").equals("auto")
        ? Runtime.getRuntime().maxMemory() / PART_OF_MEMORY
        : gateway.getBytes("body-memory");
  }
}
