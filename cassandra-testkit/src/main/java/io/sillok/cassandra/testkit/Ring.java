package io.sillok.cassandra.testkit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the servers of one ring are: the same ports on each host. */
record Ring(String name, List<ServerHost> hosts, int storagePort, int nativePort) {

  /** Cassandra's own, for hosts on which nobody else is. */
  private static final int USUAL_STORAGE_PORT = 7000;

  private static final int USUAL_NATIVE_PORT = 9042;

  /** One server's place in {@code ring}, counted from 0. */
  record Place(Ring ring, int index) {

    String host() {
      return serverHost().address();
    }

    ServerHost serverHost() {
      return ring.hosts.get(index);
    }

    /** Equal shares of the ring, so that a ring looks the same each time. */
    long token() {
      return BigInteger.ONE
          .shiftLeft(64)
          .multiply(BigInteger.valueOf(index))
          .divide(BigInteger.valueOf(ring.hosts.size()))
          .add(BigInteger.valueOf(Long.MIN_VALUE + 1))
          .longValueExact();
    }
  }

  /** A ring on 127.0.0.1, 127.0.0.2 and so on, on ports that are free now. */
  static Ring of(int size) {
    if (size < 1 || size > 9) {
      throw new IllegalArgumentException(
          "A ring must have 1 to 9 servers, but has %d".formatted(size));
    }
    List<InetAddress> hosts = IntStream.rangeClosed(1, size).mapToObj(Ring::loopback).toList();
    int storagePort = FreePorts.on(hosts);
    int nativePort = FreePorts.on(hosts);
    while (nativePort == storagePort) {
      nativePort = FreePorts.on(hosts);
    }
    List<ServerHost> local =
        hosts.stream().map(host -> ServerHost.local(host.getHostAddress())).toList();
    return new Ring("test" + storagePort, local, storagePort, nativePort);
  }

  /** A ring with a server on each of {@code hosts}, on Cassandra's usual ports. */
  static Ring on(List<ServerHost> hosts) {
    return new Ring("test", List.copyOf(hosts), USUAL_STORAGE_PORT, USUAL_NATIVE_PORT);
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  List<Place> places() {
    return IntStream.range(0, hosts.size()).mapToObj(index -> new Place(this, index)).toList();
  }

  /** All are seeds, so that each can start while another is down. */
  String seeds() {
    return places().stream()
        .map(place -> place.host() + ":" + storagePort)
        .collect(Collectors.joining(","));
  }
}
