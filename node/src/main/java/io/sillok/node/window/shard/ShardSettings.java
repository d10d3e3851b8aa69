package io.sillok.node.window.shard;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How shards work.
 *
 * @param commitInterval how often is kept what has come, where nothing is told
 * @param waiting with so much to append, no more is taken
 * @param pullTimeout a reader that has not answered for so long is asked again
 * @param snapshots after so many offsets of inputs a snapshot is taken
 */
public record ShardSettings(
    Duration commitInterval, int waiting, Duration pullTimeout, long snapshots) {

  /**
   * @param config {@code sillok.node.projections}
   */
  public static ShardSettings of(Config config) {
    return new ShardSettings(
        config.getDuration("commit-interval"),
        config.getInt("waiting-outputs"),
        config.getDuration("pull-timeout"),
        config.getLong("snapshot-after"));
  }
}
