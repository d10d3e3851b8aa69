package io.sillok.persistence.pekko.heads;

import io.sillok.persistence.writer.LogWriters;
import org.apache.pekko.actor.ExtendedActorSystem;

/** Starts the exchange of heads where a system belongs to a cluster. */
public final class ClusterHeads {

  private static final String CLUSTER_PROVIDER = "org.apache.pekko.cluster.ClusterActorRefProvider";

  private ClusterHeads() {}

  /**
   * Lets the listeners of {@code writers} hear of what other nodes append, and other nodes of what
   * {@code writers} do; does nothing in a system that is not of a cluster.
   *
   * @param dispatcher the path of the dispatcher's settings
   */
  public static void start(ExtendedActorSystem system, LogWriters writers, String dispatcher) {
    if (system.settings().ProviderClass().equals(CLUSTER_PROVIDER)) {
      system.systemActorOf(HeadsActor.props(writers).withDispatcher(dispatcher), HeadsActor.NAME);
    }
  }
}
