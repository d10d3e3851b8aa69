package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives a test class a real Cassandra; one that does not start fails the tests with the reason.
 *
 * <pre>{@code
 * @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();
 * }</pre>
 */
public abstract sealed class CassandraExtension implements BeforeAllCallback {

  private CassandraExtension() {}

  /**
   * One server for all test classes of this JVM: in a container where a Docker engine answers and
   * has or gets the image, else a process. It is up from the first class that wants it until all
   * tests are over. Keep to a {@link #newKeyspace} of your own, and do not disturb it.
   */
  public static CassandraExtension shared() {
    return new Shared();
  }

  /** A server of this class's own, always a process. */
  public static Dedicated dedicated(CassandraOptions options) {
    return new Dedicated(options);
  }

  /** A ring of this class's own, always of processes. */
  public static Ringed cluster(int servers) {
    return cluster(servers, CassandraCluster.DEFAULTS);
  }

  /** A ring of this class's own, always of processes, each with {@code options}. */
  public static Ringed cluster(int servers, CassandraOptions options) {
    return new Ringed(servers, options);
  }

  /** The address of a server for CQL. */
  public final InetSocketAddress contactPoint() {
    return cassandra().contactPoint();
  }

  /** The name of the only datacenter, which a driver wants to know. */
  public final String datacenter() {
    return cassandra().datacenter();
  }

  /** A name that no keyspace has had; the keyspace is not made. */
  public final String newKeyspace() {
    return "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  abstract Cassandra cassandra();

  private static <T> T started(@Nullable T cassandra) {
    if (cassandra == null) {
      throw new IllegalStateException(
          "Cassandra is there from @BeforeAll on; keep the extension in a static field"
              + " with @RegisterExtension");
    }
    return cassandra;
  }

  private static final class Shared extends CassandraExtension {

    private static final Namespace NAMESPACE = Namespace.create(CassandraExtension.class);

    private @Nullable Cassandra cassandra;

    @Override
    public void beforeAll(ExtensionContext context) {
      cassandra =
          context
              .getRoot()
              .getStore(NAMESPACE)
              .getOrComputeIfAbsent(
                  Cassandra.class, type -> SharedCassandra.start(), Cassandra.class);
    }

    @Override
    Cassandra cassandra() {
      return started(cassandra);
    }
  }

  /** See {@link CassandraExtension#dedicated}. */
  public static final class Dedicated extends CassandraExtension implements AfterAllCallback {

    private final CassandraOptions options;
    private @Nullable CassandraServer server;

    private Dedicated(CassandraOptions options) {
      this.options = options;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      server = CassandraServer.start(options);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (server != null) {
        server.close();
      }
    }

    /** The server, to be paused, killed, restarted. */
    public CassandraServer server() {
      return started(server);
    }

    @Override
    Cassandra cassandra() {
      return server();
    }
  }

  /** See {@link CassandraExtension#cluster}. */
  public static final class Ringed extends CassandraExtension implements AfterAllCallback {

    private final int servers;
    private final CassandraOptions options;
    private @Nullable CassandraCluster cluster;

    private Ringed(int servers, CassandraOptions options) {
      this.servers = servers;
      this.options = options;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      cluster = CassandraCluster.start(servers, options);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (cluster != null) {
        cluster.close();
      }
    }

    /** The ring, with its servers. */
    public CassandraCluster cluster() {
      return started(cluster);
    }

    @Override
    Cassandra cassandra() {
      return cluster();
    }
  }
}
