package io.sillok.loadtests.faults.fault;

import io.sillok.cassandra.testkit.CassandraServer;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.List;

/** Kills one server of a ring of Cassandra, and starts it again. */
public final class LoseCassandra implements Fault {

  private static final long SECONDS = 15;

  /** Of each event, where there are so many servers. */
  private static final int COPIES = 3;

  @Override
  public String name() {
    return "cassandra-kill";
  }

  @Override
  public String description() {
    return "kill -9 of one server of Cassandra, and its restart after %d s".formatted(SECONDS);
  }

  @Override
  public Need need() {
    return Need.NETWORK;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    List<CassandraServer> servers = stage.cluster().databases().servers();
    CassandraServer server = servers.getLast();
    Span span = stage.begin("kill -9 of Cassandra's last server");
    server.kill();
    try {
      if (servers.size() < COPIES) {
        stage.calm(SECONDS);
      } else {
        stage.getsOn(SECONDS); // the others have a majority of the copies
      }
    } finally {
      server.restart();
    }
    stage.end(span);
  }
}
