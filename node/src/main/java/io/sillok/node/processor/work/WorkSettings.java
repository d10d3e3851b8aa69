package io.sillok.node.processor.work;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How processors work.
 *
 * @param pageBytes of an input's log that are read at once
 * @param events that are processed together, at most
 * @param outputs no event more is taken once so many followed from those before
 * @param outputBytes the same for their size
 * @param parked so many events may be parked in a partition; then it waits
 * @param headsAge how old it may be what is known of where the outputs' streams end
 * @param idleOffsets so much of a log that has nothing of the input is passed before that is
 *     recorded
 * @param pollInterval how often a log is looked at for what nobody told of
 */
public record WorkSettings(
    int pageBytes,
    int events,
    int outputs,
    long outputBytes,
    int parked,
    Duration headsAge,
    long idleOffsets,
    Duration pollInterval) {

  /**
   * @param config {@code sillok.node.processors}
   */
  public static WorkSettings of(Config config) {
    return new WorkSettings(
        Math.toIntExact(config.getBytes("page-bytes")),
        config.getInt("batch-events"),
        config.getInt("batch-outputs"),
        config.getBytes("batch-output-bytes"),
        config.getInt("max-parked"),
        config.getDuration("heads-age"),
        config.getLong("idle-offsets"),
        config.getDuration("poll-interval"));
  }
}
