package io.sillok.node.window.sharded;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.protocol.window.Window;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Has the watermark that is shown never go back. A shard that goes on elsewhere begins at its last
 * snapshot and has less for a while, but what was told up to the watermark before stands. What a
 * node has not seen itself it takes from the store, where shards record how far they have told.
 */
final class ShownWatermarks {

  private final Recorded recorded;
  private final int shards;
  private final Map<ProjectionVersion, Long> last = new ConcurrentHashMap<>();

  /** How far the shards of a version have told, as the store has it. */
  @FunctionalInterface
  interface Recorded {

    /**
     * @param held so long behind a window's end its last result is due, in microseconds
     */
    CompletionStage<HandOvers> of(ProjectionVersion version, long held);
  }

  ShownWatermarks(Recorded recorded, int shards) {
    this.recorded = recorded;
    this.shards = shards;
  }

  /** {@code standing} with the watermark that is shown. */
  CompletionStage<ProjectionStanding> shown(ProjectionStanding standing) {
    return floor(standing)
        .thenApply(floor ->
            standing.at(
                last.merge(standing.version(), Math.max(floor, standing.watermark()), Math::max)));
  }

  private CompletionStage<Long> floor(ProjectionStanding standing) {
    Long seen = last.get(standing.version());
    if (seen != null || standing.definition().isEmpty()) {
      return CompletableFuture.completedFuture(seen == null ? Window.BEGINNING : seen);
    }
    long held = standing.definition().orElseThrow().windowing().held();
    return recorded
        .of(standing.version(), held)
        .thenApply(this::least)
        .exceptionally(unknown -> Window.BEGINNING); // the standing itself tells what is wrong
  }

  private long least(HandOvers told) {
    return IntStream.range(0, shards)
        .mapToObj(told::of)
        .mapToLong(HandOver::watermark)
        .min()
        .orElse(Window.BEGINNING);
  }
}
