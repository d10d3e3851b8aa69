package io.sillok.node.downstream;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Queues.Defined;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.window.definition.ProjectionVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The queues of downstreams. That of a first version begins with its first result. That of a later
 * one begins, in each partition, behind the windows that the version before has told there, which
 * stands in its filter for good.
 */
final class DownstreamQueues {

  /** What a worker has for a result; longer than any effect takes. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final long NEVER_TOLD = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final Pattern BEGINNING =
      Pattern.compile(
          "^\\(!has\\(data\\.end\\) \\|\\| data\\.end > timestamp\\(\\[[-0-9,]+]\\[partition]\\)\\)");

  private final Streams streams;
  private final Queues queues;
  private final StreamTimes times;

  DownstreamQueues(Streams streams, Queues queues, StreamTimes times) {
    this.streams = streams;
    this.queues = queues;
    this.times = times;
  }

  CompletionStage<Optional<QueueDefinition>> find(StreamDefinition results, DownstreamPlan plan) {
    return queues.find(results.name(), plan.queue());
  }

  /** The queue of {@code plan} as it is to be; made if there is none. */
  CompletionStage<QueueDefinition> ensure(
      StreamDefinition results, ProjectionVersion version, DownstreamPlan plan) {
    return find(results, plan)
        .thenCompose(found ->
            beginning(version, found)
                .thenCompose(beginning -> {
                  QueueWish wish = wish(plan, beginning);
                  return found.isPresent()
                          && wish.of(found.get().settings()).equals(found.get().settings())
                      ? CompletableFuture.completedFuture(found.get())
                      : queues
                          .define(results, plan.queue(), wish, StreamPosition.start(results.name()))
                          .thenApply(Defined::queue);
                }));
  }

  private static QueueWish wish(DownstreamPlan plan, String beginning) {
    String chosen = plan.filter().map(filter -> "(%s)".formatted(filter)).orElse("");
    String both = beginning.isEmpty() || chosen.isEmpty() ? "" : " && ";
    String filter = beginning + both + chosen;
    return new QueueWish(
        Optional.of(filter).filter(text -> !text.isEmpty()),
        filter.isEmpty(),
        Optional.of(LEASE),
        Optional.of(plan.attempts()),
        Optional.of(RETRY_DELAY),
        Optional.of(Ordering.KEY));
  }

  /** Which results come at all, in CEL; empty: all. */
  private CompletionStage<String> beginning(
      ProjectionVersion version, Optional<QueueDefinition> found) {
    if (found.isPresent()) {
      Matcher kept = BEGINNING.matcher(found.get().settings().filter().orElse(""));
      return CompletableFuture.completedFuture(kept.find() ? kept.group() : "");
    }
    if (version.number() == 1) {
      return CompletableFuture.completedFuture("");
    }
    String before = new ProjectionVersion(version.projection(), version.number() - 1).results();
    return times.reached(before).thenApply(reached -> behind(reached.byPartition()));
  }

  /**
   * A result is of the last microsecond of its window. What ends within the same second comes again
   * rather than not at all.
   *
   * @param told how far the version before has come
   */
  private String behind(SortedMap<Integer, Instant> told) {
    return "(!has(data.end) || data.end > timestamp([%s][partition]))"
        .formatted(
            IntStream.range(0, streams.partitions())
                .mapToLong(partition ->
                    told.containsKey(partition)
                        ? told.get(partition).plus(1, ChronoUnit.MICROS).getEpochSecond()
                        : NEVER_TOLD)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",")));
  }
}
