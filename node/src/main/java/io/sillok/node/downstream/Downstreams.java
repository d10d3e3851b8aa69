package io.sillok.node.downstream;

import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How downstreams of projections stand. */
public interface Downstreams {

  /**
   * Those that the results of {@code version}, which serves, go to, by name; and behind them those
   * of earlier versions that are not finished.
   */
  CompletionStage<List<DownstreamStanding>> of(ProjectionVersion version);

  /** What all queues of downstreams are named with; nobody else may make one like that. */
  static boolean isReserved(String stream, String queue) {
    return ProjectionVersion.isStream(stream) && queue.startsWith(DownstreamPlan.QUEUE_PREFIX);
  }

  /** Whether {@code queue} of {@code stream} is worked at by nodes, and by nobody else. */
  boolean isAtWork(String stream, String queue);

  /**
   * How a downstream stands.
   *
   * @param results the stream that has them
   * @param queue where its results wait; absent as long as it has none
   * @param trouble why this node cannot work at it
   */
  record DownstreamStanding(
      String name, String results, Optional<QueueStanding> queue, Optional<String> trouble) {

    /** Whether there are results that were not handed over, or could not be. */
    boolean isUnfinished() {
      return trouble.isPresent()
          || queue.filter(each -> each.lag() > 0 || each.deadLetters() > 0).isPresent();
    }
  }
}
