package io.sillok.node.window;

import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.reading.Counts;
import java.util.List;
import java.util.Optional;

/**
 * How a projection stands.
 *
 * @param definition absent where it cannot run yet
 * @param watermark in microseconds since 1970: no event before it will be in time; the least of
 *     what shards have come to
 * @param lag so many offsets of its inputs are still to be read
 * @param told results so far
 * @param counts what became of events
 * @param shards how each of them stands, in order
 * @param trouble what keeps it, or some of its shards, from going on; empty if nothing does
 */
public record ProjectionStanding(
    ProjectionVersion version,
    String module,
    Optional<ProjectionDefinition<?>> definition,
    long watermark,
    long lag,
    long told,
    Counts counts,
    List<ShardStanding> shards,
    String trouble) {

  public ProjectionStanding {
    shards = List.copyOf(shards);
  }

  public String name() {
    return version.projection();
  }

  /**
   * How a shard stands.
   *
   * @param trouble empty if it goes on
   */
  public record ShardStanding(int shard, long watermark, long told, String trouble) {}
}
