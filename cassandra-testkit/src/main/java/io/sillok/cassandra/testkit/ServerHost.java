package io.sillok.cassandra.testkit;

import java.util.List;

/**
 * Where a server runs.
 *
 * @param address where it listens and where others reach it
 * @param entering words before its command, such as {@code ip netns exec NAME}; none on this host.
 *     The program must become the server, as {@code exec} does, for signals reach it only then
 */
public record ServerHost(String address, List<String> entering) {

  public ServerHost {
    entering = List.copyOf(entering);
  }

  /** One of this host's own addresses. */
  static ServerHost local(String address) {
    return new ServerHost(address, List.of());
  }
}
