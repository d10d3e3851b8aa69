package io.sillok.node.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where streams begin and end. What was looked up shortly before is remembered, for commits come
 * often.
 */
public final class StreamHeads {

  private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Streams streams;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Known> starts = new ConcurrentHashMap<>();

  public StreamHeads(Streams streams) {
    this.streams = streams;
  }

  private record Known(StreamPosition place, long since) {}

  /** As it is now. */
  public CompletionStage<StreamPosition> now(StreamDefinition stream) {
    long since = System.nanoTime();
    return streams
        .end(stream)
        .thenApply(end -> {
          known.put(stream.name(), new Known(end, since));
          return end;
        });
  }

  /**
   * As it was not long ago, unless that is before {@code offsets}.
   *
   * @param offsets by partition
   */
  public CompletionStage<StreamPosition> behind(
      StreamDefinition stream, Map<Integer, Long> offsets) {
    Known last = known.get(stream.name());
    return last != null
            && System.nanoTime() - last.since() < RECENT_NANOS
            && reaches(last.place(), offsets)
        ? CompletableFuture.completedFuture(last.place())
        : now(stream);
  }

  /** Before the first event that is retained, as it was not long ago. */
  public CompletionStage<StreamPosition> start(StreamDefinition stream) {
    Known last = starts.get(stream.name());
    return last != null && System.nanoTime() - last.since() < RECENT_NANOS
        ? CompletableFuture.completedFuture(last.place())
        : startNow(stream);
  }

  /** The same as it is now. */
  public CompletionStage<StreamPosition> startNow(StreamDefinition stream) {
    long since = System.nanoTime();
    return streams
        .start(stream)
        .thenApply(start -> {
          starts.put(stream.name(), new Known(start, since));
          return start;
        });
  }

  /** Whether the stream has come to {@code offsets} when it ends at {@code end}. */
  public static boolean reaches(StreamPosition end, Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(offset -> offset.getValue() <= end.offsets().getOrDefault(offset.getKey(), 0L));
  }
}
