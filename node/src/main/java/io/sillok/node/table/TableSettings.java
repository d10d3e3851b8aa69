package io.sillok.node.table;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How tables are kept up and read.
 *
 * @param pageBytes of a log that are read at once
 * @param batchBytes of events whose changes are written at once, at least those of one event
 * @param pollInterval how often a log is looked at for what nobody told of
 * @param wakeInterval how often it is seen to that the tables that are kept have begun
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
   * @param config {@code sillok.node.tables}
   */
  public static TableSettings of(Config config) {
    return new TableSettings(
        Math.toIntExact(config.getBytes("page-bytes")),
        Math.toIntExact(config.getBytes("batch-bytes")),
        config.getDuration("poll-interval"),
        config.getDuration("wake-interval"),
        config.getDuration("read-wait"),
        config.getDuration("verify-wait"),
        config.getInt("builds"),
        config.getInt("verifications"));
  }
}
