package io.sillok.persistence.cassandra;

import io.sillok.cassandra.testkit.CassandraCluster;
import io.sillok.cassandra.testkit.CassandraServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Pauses, kills and restarts the servers of a ring at random, one or two of them at a time. */
final class Disturber {

  /** Every so many rounds servers are killed, in the others paused. */
  private static final int ROUNDS_BETWEEN_KILLS = 5;

  private static final int LEAST_PAUSES = 3;

  private final CassandraCluster cluster;
  private final Random random;
  private int rounds;
  private int pauses;
  private int kills;

  Disturber(CassandraCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
  }

  /**
   * Disturbs for {@code shortest} at least and then until {@code enough} has happened, for about
   * {@code longest} at most; all servers are up afterwards.
   */
  void run(Duration shortest, Duration longest, BooleanSupplier enough)
      throws InterruptedException {
    long start = System.nanoTime();
    while (goesOn(Duration.ofNanos(System.nanoTime() - start), shortest, longest, enough)) {
      Thread.sleep(500 + random.nextInt(1000));
      // One first, then two in turn.
      List<CassandraServer> victims = victims(1 + rounds % 2);
      if (rounds % ROUNDS_BETWEEN_KILLS == 2) {
        kill(victims(1 + random.nextInt(2)));
      } else {
        pause(victims);
      }
      rounds++;
    }
    cluster.awaitAllUp();
  }

  private boolean goesOn(
      Duration passed, Duration shortest, Duration longest, BooleanSupplier enough) {
    if (passed.compareTo(shortest) < 0) {
      return true;
    }
    boolean met = pauses >= LEAST_PAUSES && kills > 0 && enough.getAsBoolean();
    return !met && passed.compareTo(longest) < 0;
  }

  private List<CassandraServer> victims(int count) {
    List<CassandraServer> servers = new ArrayList<>(cluster.servers());
    Collections.shuffle(servers, random);
    return servers.subList(0, count);
  }

  private void pause(List<CassandraServer> victims) throws InterruptedException {
    victims.forEach(CassandraServer::pause);
    pauses += victims.size();
    Thread.sleep(1000 + random.nextInt(7000));
    victims.forEach(CassandraServer::resume);
  }

  private void kill(List<CassandraServer> victims) throws InterruptedException {
    victims.forEach(CassandraServer::kill);
    kills += victims.size();
    Thread.sleep(random.nextInt(3000));
    victims.forEach(CassandraServer::restart);
  }

  int pauses() {
    return pauses;
  }

  int kills() {
    return kills;
  }

  @Override
  public String toString() {
    return "%d servers paused, %d killed".formatted(pauses, kills);
  }
}
