package io.sillok.client.append;

import io.sillok.client.event.Position;
import java.util.List;

/**
 * What became of events that were to be appended.
 *
 * @param results one an event, in the order in which they were given
 * @param positions behind all that were appended, for reading at least that far; one a request that
 *     was needed
 */
public record AppendResults(List<AppendResult> results, List<Position> positions) {

  public AppendResults {
    results = List.copyOf(results);
    positions = List.copyOf(positions);
  }

  /** Whether all of them are in the stream. */
  public boolean complete() {
    return results.stream().allMatch(AppendResult::inStream);
  }

  /**
   * @throws AppendFailedException unless all of them are in the stream
   */
  public AppendResults orThrow() {
    if (!complete()) {
      throw new AppendFailedException(this);
    }
    return this;
  }
}
