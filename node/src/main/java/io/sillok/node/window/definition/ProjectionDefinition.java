package io.sillok.node.window.definition;

import io.sillok.protocol.window.run.Summaries;
import io.sillok.protocol.window.run.Windowing;
import java.util.List;

/**
 * A projection as it runs.
 *
 * @param sources at least one
 * @param results how they are told
 * @param <E> what is aggregated
 */
public record ProjectionDefinition<E>(
    ProjectionVersion version,
    List<ProjectionInput<E>> sources,
    Windowing windowing,
    Summaries<E> summaries,
    ResultForm results) {

  public ProjectionDefinition {
    sources = List.copyOf(sources);
  }

  /**
   * Whether what a partition of the source has goes to the same partition of the results, so that
   * nothing needs to be sent elsewhere.
   */
  public boolean isInPlace() {
    return sources.size() == 1 && sources.getFirst().isByStreamKey();
  }
}
