package io.sillok.cassandra.testkit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how the shared Cassandra runs. */
final class SharedCassandra {

  private static final Logger LOG = LoggerFactory.getLogger(SharedCassandra.class);

  private SharedCassandra() {}

  static Cassandra start() {
    if (DockerEngine.find().filter(ContainerCassandra::canRunOn).isPresent()) {
      return ContainerCassandra.start();
    }
    CassandraServer server = CassandraServer.start();
    LOG.info("Cassandra runs as process {} at {}", server.processId(), server.contactPoint());
    return server;
  }
}
