package io.sillok.node.cluster.tls;

import io.sillok.persistence.tls.TlsContexts;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * Gives each connection between nodes the certificates that are in the files by then. Unlike
 * Pekko's own provider with rotating keys it takes keys of any kind and authorities in between, and
 * says what is wrong with a file or a peer.
 */
public final class ClusterEngines implements SSLEngineProvider {

  private final TlsContexts contexts;

  /** Pekko makes it, by its name. */
  public ClusterEngines(ActorSystem system) {
    contexts =
        TlsContexts.open("cluster", ClusterTls.settings(system.settings().config()).orElseThrow());
    system.registerOnTermination(contexts::close);
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return contexts.serverEngine();
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return contexts.clientEngine(hostname, port);
  }

  /** The handshake has verified all there is to verify. */
  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return Option.empty();
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
