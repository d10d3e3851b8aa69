package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;

/** A running Cassandra: where a driver finds it. */
public interface Cassandra extends AutoCloseable {

  /** The address of a server for CQL. */
  InetSocketAddress contactPoint();

  /** The name of the only datacenter, which a driver wants to know. */
  default String datacenter() {
    return "datacenter1";
  }

  /** Kills it and deletes its data. */
  @Override
  void close();
}
