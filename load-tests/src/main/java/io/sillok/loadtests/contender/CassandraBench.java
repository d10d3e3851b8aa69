package io.sillok.loadtests.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.cassandra.testkit.CassandraServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** One real Cassandra for all samples of a comparison, and a keyspace of its own for each. */
public final class CassandraBench implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 2048;

  /** A busy machine is no reason to give up. */
  private static final String[] PATIENCE = {
    "read_request_timeout: 20s", "write_request_timeout: 20s", "cas_contention_timeout: 20s",
    "range_request_timeout: 20s", "truncate_request_timeout: 60s", "request_timeout: 20s",
  };

  private static final Duration DROP_TIMEOUT = Duration.ofMinutes(1);

  private final CassandraServer server;
  private int keyspaces;

  private CassandraBench(CassandraServer server) {
    this.server = server;
  }

  /** Starts the server with its data on the disk that holds the project. */
  public static CassandraBench start(CommitLogSync sync) {
    return new CassandraBench(
        CassandraServer.start(
            CassandraOptions.defaults()
                .withHeapMegabytes(HEAP_MEGABYTES)
                .withOptimization()
                .withCommitLogSync(sync)
                .withYaml(PATIENCE)
                .withDirectory(Path.of("target", "load-tests"))));
  }

  /** A keyspace that is not there yet. */
  public Place newPlace() {
    keyspaces++;
    return Place.cassandra(address(), "sample_" + keyspaces, server.processId());
  }

  /** Has what is in memory written to disk, as if the events had been there for long. */
  public void flush(Place place) {
    server.flush(place.keyspace());
  }

  /** Bytes of all tables, after a flush; what was not compacted by then is counted as it is. */
  public long bytesOnDisk(Place place) {
    return server.bytesOnDisk(place.keyspace());
  }

  /** Makes room for the next. */
  public void drop(Place place) {
    try (CqlSession session = Cost.Reader.session(address())) {
      session.execute(
          SimpleStatement.newInstance("DROP KEYSPACE IF EXISTS " + place.keyspace())
              .setTimeout(DROP_TIMEOUT));
    }
  }

  private String address() {
    InetSocketAddress contact = server.contactPoint();
    return contact.getHostString() + ":" + contact.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
