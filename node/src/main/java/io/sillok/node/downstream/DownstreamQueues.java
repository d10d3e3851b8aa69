package io.sillok.node.downstream;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Queues.Defined;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.Turn;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queues of downstreams. That of a first version begins with its first result. That of a later
 * one begins with what was due behind the watermark that all shards of the version before had come
 * to when this one began to serve; that stands in its filter for good. The worker leaves out what
 * single shards had told behind that, by the projection's turns.
 */
final class DownstreamQueues {

  /** What a worker has for a result; longer than any effect takes. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final String NOTHING = "(data.version < 0 && data.count < 0)";
  private static final Pattern BEGINNING =
      Pattern.compile(
          "^(\\(data\\.version < 0 && data\\.count < 0\\)|\\(!has\\(data\\.end\\) \\|\\| data\\.end > timestamp\\(data\\.kind == 'ON_TIME' \\? '[^']*' : '[^']*'\\)\\))");

  private final Queues queues;
  private final StreamTimes times;

  DownstreamQueues(Queues queues, StreamTimes times) {
    this.queues = queues;
    this.times = times;
  }

  CompletionStage<Optional<QueueDefinition>> find(StreamDefinition results, DownstreamPlan plan) {
    return queues.find(results.name(), plan.queue());
  }

  /** The queue of {@code plan}, of the version that serves, as it is to be; made if need be. */
  CompletionStage<QueueDefinition> ensure(
      StreamDefinition results, ServedProjection projection, DownstreamPlan plan) {
    return find(results, plan)
        .thenCompose(found ->
            beginning(projection, found)
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
      ServedProjection projection, Optional<QueueDefinition> found) {
    if (found.isPresent()) {
      Matcher kept = BEGINNING.matcher(found.get().settings().filter().orElse(""));
      return CompletableFuture.completedFuture(kept.find() ? kept.group() : "");
    }
    int version = projection.version().number();
    Optional<HandOvers> since = projection.turns().firstOf(version).flatMap(Turn::since);
    if (since.isPresent()) {
      return CompletableFuture.completedFuture(behind(since.get().least()));
    }
    return version == 1
        ? CompletableFuture.completedFuture("")
        : told(projection, version - 1).thenApply(DownstreamQueues::behind);
  }

  /**
   * Where that is not known, as of one that began to serve under an early release, it is taken from
   * the last result that the version before, or one before that, has told in the partition that is
   * least far, and as if its windows waited as long: rather again than not at all.
   */
  private CompletionStage<HandOver> told(ServedProjection projection, int number) {
    if (number == 0) {
      return CompletableFuture.completedFuture(new HandOver(Window.BEGINNING, Window.BEGINNING));
    }
    return times
        .reached(new ProjectionVersion(projection.version().projection(), number).results())
        .thenCompose(reached ->
            reached.byPartition().values().stream()
                .min(Instant::compareTo)
                .<CompletionStage<HandOver>>map(least ->
                    CompletableFuture.completedFuture(
                        HandOver.at(behindLast(least), projection.windowing())))
                .orElseGet(() -> told(projection, number - 1)));
  }

  /**
   * @param last the time of a result, which is the last of its window
   */
  private static long behindLast(Instant last) {
    long micros = EventTimes.micros(last);
    return micros == EventTimes.MAX ? Window.NEVER : micros + 1;
  }

  /** What is not told on time changes, takes back or ends what a window has told before. */
  private static String behind(HandOver before) {
    return before.watermark() == Window.NEVER
        ? NOTHING
        : "(!has(data.end) || data.end > timestamp(data.kind == 'ON_TIME' ? '%s' : '%s'))"
            .formatted(time(before.watermark()), time(before.finals()));
  }

  private static Instant time(long micros) {
    return EventTimes.time(Math.clamp(micros, EventTimes.MIN, EventTimes.MAX));
  }
}
