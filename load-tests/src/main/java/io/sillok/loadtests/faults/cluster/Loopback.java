package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.ServerHost;
import java.util.List;
import java.util.stream.IntStream;

/** Addresses of this machine's own: no rights are needed, and nothing can be cut off. */
public final class Loopback implements Network {

  private static final int FIRST = 61;

  private final List<ServerHost> nodes;

  /** A place for so many nodes. */
  public Loopback(int nodes) {
    this(nodes, FIRST);
  }

  /**
   * The same elsewhere.
   *
   * @param first the last number of the first node's address
   */
  public Loopback(int nodes, int first) {
    this.nodes =
        IntStream.range(0, nodes)
            .mapToObj(number -> new ServerHost("127.0.0." + (first + number), List.of()))
            .toList();
  }

  @Override
  public List<ServerHost> nodes() {
    return nodes;
  }

  @Override
  public List<ServerHost> servers() {
    return List.of();
  }

  @Override
  public void cut(ServerHost from, ServerHost to) {
    throw new UnsupportedOperationException(
        "Processes on 127.0.0.* cannot be cut off; network namespaces are needed");
  }

  @Override
  public void heal() {
    // nothing is ever cut
  }

  @Override
  public void close() {
    // nothing was made
  }
}
