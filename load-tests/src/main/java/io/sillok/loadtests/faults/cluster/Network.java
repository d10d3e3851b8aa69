package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.ServerHost;
import java.util.List;

/** Where nodes and the servers of Cassandra are. */
public interface Network extends AutoCloseable {

  /** Where nodes are: they are the cluster's seeds. */
  List<ServerHost> nodes();

  /** Where servers of Cassandra are; none if they are where the testkit has them. */
  List<ServerHost> servers();

  /** Drops all that comes from {@code from} to {@code to}, and nothing of the other way. */
  void cut(ServerHost from, ServerHost to);

  /** The same from each of {@code from} to each of {@code to}. */
  default void cut(List<ServerHost> from, List<ServerHost> to) {
    from.forEach(one -> to.forEach(other -> cut(one, other)));
  }

  /** The same, and back. */
  default void separate(List<ServerHost> some, List<ServerHost> others) {
    cut(some, others);
    cut(others, some);
  }

  /** Lets everything through again. */
  void heal();

  @Override
  void close();
}
