package io.sillok.loadtests.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been spent so far.
 *
 * @param requests that Cassandra had from connections which are open; a batch is one
 * @param client processor time of this process
 * @param server processor time of Cassandra's
 */
public record Cost(long requests, Duration client, Duration server) {

  /** What was spent between {@code before} and this, for each of {@code events}. */
  public Map<String, Double> perEvent(Cost before, long events) {
    Map<String, Double> each = new TreeMap<>();
    each.put("requests/event", (double) (requests - before.requests) / events);
    each.put("client µs/event", micros(client.minus(before.client)) / events);
    each.put("server µs/event", micros(server.minus(before.server)) / events);
    return each;
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  /** Reads costs at a place in Cassandra. */
  public static final class Reader implements AutoCloseable {

    private final CqlSession session;
    private final ProcessHandle server;

    public Reader(Place place) {
      session = session(place.address());
      server = ProcessHandle.of(place.serverProcess()).orElseThrow();
    }

    static CqlSession session(String address) {
      int colon = address.lastIndexOf(':');
      return CqlSession.builder()
          .addContactPoint(
              new InetSocketAddress(
                  address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))))
          .withLocalDatacenter("datacenter1")
          .build();
    }

    /** The costs until now. */
    public Cost now() {
      long requests = 0;
      for (Row row : session.execute("SELECT request_count FROM system_views.clients")) {
        requests += row.getLong(0);
      }
      return new Cost(requests, processorTime(ProcessHandle.current()), processorTime(server));
    }

    private static Duration processorTime(ProcessHandle process) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
