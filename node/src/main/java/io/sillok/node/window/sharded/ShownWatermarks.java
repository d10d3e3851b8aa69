package io.sillok.node.window.sharded;

import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watermarks that a node has shown, which do not go back: a shard that moves is not there for a
 * while, and nobody knows how far it is, but what was told by the watermark before stands.
 */
final class ShownWatermarks {

  private final Map<ProjectionVersion, Long> last = new ConcurrentHashMap<>();

  /** {@code standing} with the watermark that is shown. */
  ProjectionStanding shown(ProjectionStanding standing) {
    return standing.at(last.merge(standing.version(), standing.watermark(), Math::max));
  }
}
