package io.sillok.node.processor.work;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where streams ended not long ago. Partitions that ask at about the same time share the answer:
 * what is before an earlier end is before a later one, too.
 */
public final class SharedHeads {

  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final Streams streams;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  public SharedHeads(Streams streams) {
    this.streams = streams;
  }

  private record Look(CompletionStage<StreamPosition> end, long since) {

    boolean isFresh() {
      return System.nanoTime() - since < FRESH_NANOS
          && !end.toCompletableFuture().isCompletedExceptionally();
    }
  }

  CompletionStage<StreamPosition> of(StreamDefinition stream) {
    return looks
        .compute(
            stream.name(),
            (name, last) ->
                last != null && last.isFresh()
                    ? last
                    : new Look(streams.end(stream), System.nanoTime()))
        .end();
  }
}
