package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.internal.core.config.typesafe.DefaultDriverConfigLoader;
import com.typesafe.config.Config;
import io.sillok.persistence.StoreException;
import java.util.Optional;

/** How whatever is kept in Cassandra connects to it. */
public final class CassandraSession {

  private CassandraSession() {}

  /**
   * A session, with TLS as the settings say.
   *
   * @param driver the driver's configuration, as under {@code datastax-java-driver}
   * @throws StoreException {@code store-unreachable}, {@code store-permission}, {@code store-tls},
   *     or that of certificates that cannot be used
   */
  public static CqlSession open(CassandraSettings settings, Config driver) {
    Optional<ReloadedTls> tls = settings.tls().map(ReloadedTls::open);
    try {
      return CqlSession.builder()
          .withConfigLoader(new DefaultDriverConfigLoader(() -> driver, false))
          .withSslEngineFactory(tls.orElse(null)) // null: as the driver's configuration says
          .build();
    } catch (RuntimeException e) {
      tls.ifPresent(ReloadedTls::close);
      String key = DefaultDriverOption.CONTACT_POINTS.getPath();
      String contactPoints =
          driver.hasPath(key) ? driver.getStringList(key).toString() : "127.0.0.1:9042";
      throw ConnectFaults.of(contactPoints, tls.isPresent(), e);
    }
  }
}
