package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A ring of real servers, on 127.0.0.1, 127.0.0.2 and so on unless it is said, up when a factory
 * has returned. On macOS the addresses behind the first have to be made before: {@code ifconfig lo0
 * alias 127.0.0.2}.
 */
public final class CassandraCluster implements Cassandra {

  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  /** The options of a ring that is given none: 512 MB of heap for each server. */
  public static final CassandraOptions DEFAULTS =
      CassandraOptions.defaults().withHeapMegabytes(512);

  private final List<CassandraServer> servers;

  /** Starts {@code size} servers (1 to 9) with {@link #DEFAULTS}. */
  public static CassandraCluster start(int size) {
    return start(size, DEFAULTS);
  }

  /** Starts {@code size} servers (1 to 9) with {@code options} each. */
  public static CassandraCluster start(int size, CassandraOptions options) {
    CassandraCluster cluster = launch(Ring.of(size), options);
    try {
      cluster.servers.forEach(CassandraServer::awaitUp);
      CassandraServer.awaitSuperuser(cluster.servers);
      cluster.awaitAllUp();
    } catch (CassandraException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /**
   * Starts a server with {@code options} on each of {@code hosts}, which nobody else uses, on
   * Cassandra's usual ports.
   */
  public static CassandraCluster start(List<ServerHost> hosts, CassandraOptions options) {
    CassandraCluster cluster = launch(Ring.on(hosts), options);
    try {
      cluster.servers.forEach(CassandraServer::awaitUp);
      cluster.servers.forEach(CassandraServer::awaitOthersSeen);
    } catch (CassandraException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static CassandraCluster launch(Ring ring, CassandraOptions options) {
    return new CassandraCluster(
        ring.places().stream().map(place -> CassandraServer.launch(options, place)).toList());
  }

  private CassandraCluster(List<CassandraServer> servers) {
    this.servers = servers;
  }

  /** All servers, running or not, in the order of their addresses. */
  public List<CassandraServer> servers() {
    return servers;
  }

  /** The server with {@code index}, from 0. */
  public CassandraServer server(int index) {
    return servers.get(index);
  }

  @Override
  public InetSocketAddress contactPoint() {
    return servers.getFirst().contactPoint();
  }

  /** The addresses of all servers for CQL. */
  public List<InetSocketAddress> contactPoints() {
    return servers.stream().map(CassandraServer::contactPoint).toList();
  }

  /** The servers that {@code server} sees up and normal (UN in nodetool's words), with itself. */
  public int upAndNormalSeenBy(CassandraServer server) {
    return server.management().upAndNormal().size();
  }

  /** Waits until every server sees every other up and normal; none may be paused. */
  public void awaitAllUp() {
    long giveUp = System.nanoTime() + UP_WITHIN.toNanos();
    try {
      for (CassandraServer server : servers) {
        while (upAndNormalSeenBy(server) < servers.size()) {
          if (System.nanoTime() > giveUp) {
            throw CassandraException.notUp(
                "%s sees only %s up"
                    .formatted(server.contactPoint(), server.management().upAndNormal()),
                server.lastLogLines());
          }
          Thread.sleep(100);
        }
      }
    } catch (InterruptedException e) {
      throw CassandraException.interrupted("waiting for the ring");
    }
  }

  @Override
  public void close() {
    servers.forEach(CassandraServer::close);
  }
}
