package io.sillok.node;

import io.sillok.node.entity.Entities;
import java.net.InetSocketAddress;

/**
 * A running node: the store, the cluster, the entities and the gateway, started in this order and
 * stopped in the other.
 */
public final class SillokNode implements AutoCloseable {

  /**
   * Starts a node and returns when it serves.
   *
   * @throws StartException with one line that says why not; nothing is left running then
   */
  public static SillokNode start(NodeConfig config) {
    throw new UnsupportedOperationException();
  }

  private SillokNode() {}

  /** Where the gateway listens. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  /** The entities of the cluster, without HTTP in between. */
  public Entities entities() {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops gracefully and returns when the node has stopped: takes no more requests, finishes those
   * under way, drains the partitions and closes the store. Does nothing the second time.
   */
  public void stop() {
    throw new UnsupportedOperationException();
  }

  /** Returns when the node has stopped, whoever stopped it. */
  public void awaitStop() throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    stop();
  }
}
