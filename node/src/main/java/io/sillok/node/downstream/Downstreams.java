package io.sillok.node.downstream;

import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How downstreams of projections stand. */
public interface Downstreams {

  /** Those that the results of {@code version} go to, by name. */
  CompletionStage<List<DownstreamStanding>> of(ProjectionVersion version);

  /** Whether {@code queue} of {@code stream} is worked at by nodes, and by nobody else. */
  boolean isAtWork(String stream, String queue);

  /**
   * How a downstream stands.
   *
   * @param queue where its results wait; absent as long as it has none
   * @param trouble why this node cannot work at it
   */
  record DownstreamStanding(String name, Optional<QueueStanding> queue, Optional<String> trouble) {}
}
