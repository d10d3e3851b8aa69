package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.CassandraCluster;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.CassandraServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The Cassandra beneath the nodes: one server, or a ring. */
public record Databases(List<CassandraServer> servers) implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 512;

  /** A busy machine is no fault. */
  private static final String[] PATIENCE = {
    "read_request_timeout: 10s",
    "write_request_timeout: 10s",
    "cas_contention_timeout: 10s",
    "range_request_timeout: 20s",
    "request_timeout: 10s",
  };

  public Databases {
    servers = List.copyOf(servers);
  }

  /** Starts as many as {@code network} has places for, with their data in {@code directory}. */
  static Databases start(Network network, Path directory) {
    CassandraOptions options = options(HEAP_MEGABYTES, directory);
    return network.servers().isEmpty()
        ? new Databases(List.of(CassandraServer.start(options)))
        : new Databases(CassandraCluster.start(network.servers(), options).servers());
  }

  /** Starts one on 127.0.0.1, to be measured. */
  public static Databases single(int heapMegabytes, Path directory) {
    return new Databases(
        List.of(CassandraServer.start(options(heapMegabytes, directory).withOptimization())));
  }

  private static CassandraOptions options(int heapMegabytes, Path directory) {
    return CassandraOptions.defaults()
        .withHeapMegabytes(heapMegabytes)
        .withYaml(PATIENCE)
        .withDirectory(directory);
  }

  /** {@code HOST:PORT} of each, with commas. */
  String contactPoints() {
    return servers.stream()
        .map(CassandraServer::contactPoint)
        .map(point -> point.getAddress().getHostAddress() + ":" + point.getPort())
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    servers.forEach(CassandraServer::close);
  }
}
