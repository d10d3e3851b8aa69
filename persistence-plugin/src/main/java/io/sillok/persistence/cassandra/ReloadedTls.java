package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tls.TlsContexts;
import io.sillok.persistence.tls.TlsException;
import io.sillok.persistence.tls.TlsSettings;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;

/** Has the driver connect with the certificates that are in the files at that time. */
final class ReloadedTls implements SslEngineFactory {

  private final TlsContexts contexts;

  private ReloadedTls(TlsContexts contexts) {
    this.contexts = contexts;
  }

  /**
   * @throws StoreException if the files cannot be used
   */
  static ReloadedTls open(TlsSettings settings) {
    try {
      return new ReloadedTls(TlsContexts.open("cassandra", settings));
    } catch (TlsException unusable) {
      throw new StoreException(unusable.code(), String.valueOf(unusable.getMessage()), unusable);
    }
  }

  @Override
  public SSLEngine newSslEngine(EndPoint remote) {
    return remote.resolve() instanceof InetSocketAddress address
        ? contexts.clientEngine(address.getHostString(), address.getPort())
        : contexts.clientEngine(remote.toString(), -1);
  }

  /** The driver does so when the session ends. */
  @Override
  public void close() {
    contexts.close();
  }
}
