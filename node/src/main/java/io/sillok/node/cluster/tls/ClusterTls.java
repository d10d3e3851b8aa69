package io.sillok.node.cluster.tls;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.persistence.tls.TlsRole;
import io.sillok.persistence.tls.TlsSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Has nodes talk to each other over TLS, each side with a certificate, where the settings say so.
 */
public final class ClusterTls {

  private static final String SECTION = "sillok.node.cluster.tls";
  private static final String ARTERY = "pekko.remote.artery.";

  private ClusterTls() {}

  /**
   * As configured; empty where nodes talk in the clear.
   *
   * @throws io.sillok.persistence.tls.TlsException if TLS is enabled without what it needs
   */
  public static Optional<TlsSettings> settings(Config config) {
    return TlsSettings.of(config, SECTION, SECTION, TlsRole.PEER);
  }

  /** {@code config} with what Pekko has to know about it. */
  public static Config in(Config config) {
    return settings(config).isEmpty()
        ? config
        : ConfigFactory.parseMap(
                Map.of(
                    ARTERY + "transport",
                    "tls-tcp",
                    ARTERY + "ssl.ssl-engine-provider",
                    ClusterEngines.class.getName()))
            .withFallback(config);
  }
}
