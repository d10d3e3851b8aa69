package io.sillok.node.stream.queue.shard;

import com.typesafe.config.Config;
import io.sillok.node.stream.queue.delivery.Bounds;
import java.time.Duration;

/**
 * How the partitions of queues work.
 *
 * @param readAhead a partition reads no further while so many events are ready
 * @param unsettled nor while so many are not settled
 * @param unsettledBytes nor while these have so many bytes
 * @param pollInterval how often it looks for what nobody told it of
 * @param idleAfter leaves memory when it was not asked for so long
 */
public record ShardSettings(
    int readAhead, int unsettled, long unsettledBytes, Duration pollInterval, Duration idleAfter) {

  /**
   * @param config {@code sillok.node.streams}
   * @param idleAfter leaves memory when it was not asked for so long
   */
  public static ShardSettings of(Config config, Duration idleAfter) {
    Config queues = config.getConfig("queues");
    return new ShardSettings(
        queues.getInt("read-ahead"),
        queues.getInt("unsettled"),
        queues.getBytes("unsettled-bytes"),
        config.getDuration("poll-interval"),
        idleAfter);
  }

  Bounds bounds() {
    return new Bounds(readAhead, unsettled, unsettledBytes);
  }
}
