package io.sillok.node.cluster;

import org.apache.pekko.actor.Address;

/** What nodes are called. */
public final class NodeAddress {

  private NodeAddress() {}

  /** As {@code 10.0.0.1:17355}. */
  public static String of(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
  }
}
