package io.sillok.node.table;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How tables are kept up and read.
 *
 * @param pageBytes of a log that are read at once
 * @param batchBytes of events whose changes are written at once, at least those of one event
 * @param pollInterval how often a log is looked at for what nobody told of
 * @param wakeInterval how often tables are reminded of what they keep up with
 * @param readWait how long a read waits for what is not in the table yet
 * @param verifyWait how long a request waits for a verification
 * @param builds partitions that a node builds at once
 * @param verifications partitions that a node verifies at once
 */
public record TableSettings(
    int pageBytes,
    int batchBytes,
    Duration pollInterval,
    Duration wakeInterval,
    Duration readWait,
    Duration verifyWait,
    int builds,
    int verifications) {

  /**
   * @param node {@code sillok.node}
   */
  public static TableSettings of(Config node) {
    Config config = node.getConfig("tables");
    return new TableSettings(
        Math.toIntExact(config.getBytes("page-bytes")),
        Math.toIntExact(config.getBytes("batch-bytes")),
        config.getDuration("poll-interval"),
        wakeInterval(config.getDuration("wake-interval"), node.getDuration("passivate-after")),
        config.getDuration("read-wait"),
        config.getDuration("verify-wait"),
        config.getInt("builds"),
        config.getInt("verifications"));
  }

  /** Whoever is not woken in time leaves memory. */
  private static Duration wakeInterval(Duration configured, Duration passivateAfter) {
    Duration soon = passivateAfter.dividedBy(3);
    return configured.compareTo(soon) < 0 ? configured : soon;
  }
}
