package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that a server can listen on, now and after a restart: below those that an operating system
 * gives to outgoing connections.
 */
final class FreePorts {

  private static final int LOWEST = 15_000;
  private static final int BEYOND = 32_000;

  private FreePorts() {}

  /** A port that is free on each of {@code hosts}. */
  static int on(List<InetAddress> hosts) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (hosts.stream().allMatch(host -> isFree(host, port))) {
        return port;
      }
    }
    throw CassandraException.failed(
        "Looking for a free port", "none on %s from %d to %d".formatted(hosts, LOWEST, BEYOND - 1));
  }

  private static boolean isFree(InetAddress host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
