package io.sillok.node.window.shard;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.Streams;
import io.sillok.node.window.definition.ProjectionVersion;
import java.util.concurrent.CompletionStage;

/** The streams of a projection. */
record ShardStreams(Declared results, Declared late, Declared rejected) {

  /** The stage fails with {@link HaltedException} if one is not there. */
  static CompletionStage<ShardStreams> find(Streams streams, ProjectionVersion version) {
    return find(streams, version.results())
        .thenCombine(
            find(streams, version.late())
                .thenCombine(find(streams, version.rejected()), LateAndRejected::new),
            (results, others) -> new ShardStreams(results, others.late(), others.rejected()));
  }

  private record LateAndRejected(Declared late, Declared rejected) {}

  private static CompletionStage<Declared> find(Streams streams, String name) {
    return streams
        .find(name)
        .thenApply(found -> {
          if (found.orElse(null) instanceof Declared declared && !declared.isRetired()) {
            return declared;
          }
          throw new HaltedException(
              "There is no stream %s to append to; start the node again, which declares it"
                  .formatted(name));
        });
  }
}
