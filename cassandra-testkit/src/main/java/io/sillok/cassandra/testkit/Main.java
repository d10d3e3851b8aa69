package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs one server until the process is ended; its data goes with it. */
public final class Main {

  private Main() {}

  /**
   * @param arguments the directory in which the server gets one of its own
   */
  public static void main(String[] arguments) throws InterruptedException {
    CassandraServer server =
        CassandraServer.start(CassandraOptions.defaults().withDirectory(Path.of(arguments[0])));
    InetSocketAddress at = server.contactPoint();
    System.out.printf("Cassandra at %s:%d%n", at.getAddress().getHostAddress(), at.getPort());
    new CountDownLatch(1).await();
  }
}
