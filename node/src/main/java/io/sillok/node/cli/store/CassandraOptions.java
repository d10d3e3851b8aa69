package io.sillok.node.cli.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How the store in a Cassandra is reached, whatever names its hosts. */
class CassandraOptions {

  static final String HOSTS = "HOST[:PORT],...";

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      description = "The keyspace of the store in Cassandra. Default: sillok.")
  private Optional<String> keyspace = Optional.empty();

  @Option(
      names = "--datacenter",
      paramLabel = "NAME",
      description = "The datacenter to talk to. Default: that of the hosts.")
  private Optional<String> datacenter = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "More settings (HOCON): login, TLS and such of the driver under datastax-java-driver,"
              + " the store's under sillok.persistence.cassandra.")
  private Optional<Path> file = Optional.empty();

  /** Whether any of them was given. */
  boolean isGiven() {
    return Stream.of(keyspace, datacenter, file).anyMatch(Optional::isPresent);
  }

  /** The store in the Cassandra at {@code hosts}. */
  StorePlace at(String hosts) {
    return config(hosts).place();
  }

  /** The same, to be completed. */
  CassandraConfig config(String hosts) {
    CassandraConfig config = CassandraConfig.of(file);
    config.hosts(hosts);
    datacenter.ifPresent(config::datacenter);
    keyspace.ifPresent(config::keyspace);
    return config;
  }
}
