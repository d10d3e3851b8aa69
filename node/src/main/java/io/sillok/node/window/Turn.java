package io.sillok.node.window;

import io.sillok.protocol.window.ResultKind;
import java.util.Optional;

/**
 * A version of a projection begins to serve, and serves until the next turn begins.
 *
 * @param version its number
 * @param since how far those before had come; empty if that is not known, or there was none
 */
public record Turn(int version, Optional<HandOvers> since) {

  /** Whether a result comes behind where it begins. */
  boolean hasBegun(int shard, ResultKind kind, long end) {
    return since.filter(found -> found.of(shard).covers(kind, end)).isEmpty();
  }

  /** Whether those before may have told a result until it began. */
  boolean follows(int shard, ResultKind kind, long end) {
    return since.filter(found -> !found.of(shard).mayHaveTold(kind, end)).isEmpty();
  }
}
