package io.sillok.node.window.sharded;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Has the next version of a declared projection serve when it has come as far as it can. Only then
 * it is asked how far the version before has come, for that goes on meanwhile.
 */
final class NextVersions {

  /** So long a version that does not say how far it has come is waited for. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Running running;
  private final InstantSource clock;
  private final ConcurrentMap<ProjectionVersion, Instant> waiting = new ConcurrentHashMap<>();

  NextVersions(Running running, InstantSource clock) {
    this.running = running;
    this.clock = clock;
  }

  /** The versions that run. */
  interface Running {

    CompletionStage<ProjectionStanding> standing(Entry entry, ProjectionVersion version);

    /** How each shard stands. */
    CompletionStage<List<ShardAnswer>> looks(ProjectionVersion version);

    /**
     * How far a version has come, as the store has it.
     *
     * @param held so long behind a window's end its last result is due, in microseconds
     */
    CompletionStage<HandOvers> told(ProjectionVersion version, long held);

    /** From now on {@code version} serves, behind {@code since}. */
    CompletionStage<Void> serve(ProjectionVersion version, HandOvers since);
  }

  /** What becomes of the version before. */
  enum Before {
    /** It says how far it has come, in all its shards. */
    TELLS,
    /** It may say so yet. */
    WAITS,
    /** It does not; what the store has of it counts. */
    SILENT
  }

  /**
   * @param waited so long for {@code before}
   */
  static Before before(ProjectionStanding before, Duration waited) {
    if (before.definition().isEmpty()) {
      return before.trouble().isEmpty() ? Before.WAITS : Before.SILENT;
    }
    if (before.trouble().isEmpty()) {
      return Before.TELLS;
    }
    return waited.compareTo(PATIENCE) < 0 ? Before.WAITS : Before.SILENT;
  }

  /** Looks whether the last version of {@code entry} can serve. */
  CompletionStage<Void> look(Entry entry) {
    return running
        .standing(entry, entry.last())
        .thenCompose(last ->
            last.definition().isPresent() && last.trouble().isEmpty()
                ? isAtEnd(last)
                : CompletableFuture.completedFuture(false))
        .thenCompose(atEnd ->
            atEnd
                ? running
                    .standing(entry, entry.serves())
                    .thenCompose(before -> handOver(entry.last(), before))
                : CompletableFuture.completedFuture(null));
  }

  /** Some of its events may wait for a table. */
  private CompletionStage<Boolean> isAtEnd(ProjectionStanding last) {
    return last.lag() == 0
        ? CompletableFuture.completedFuture(true)
        : running
            .looks(last.version())
            .thenApply(answers ->
                answers.stream()
                    .allMatch(each -> each instanceof ShardAnswer.Stands stands && stands.atEnd()));
  }

  private CompletionStage<Void> handOver(ProjectionVersion next, ProjectionStanding before) {
    Instant now = clock.instant();
    Instant since = waiting.computeIfAbsent(next, first -> now);
    if (before(before, Duration.between(since, now)) == Before.WAITS) {
      return CompletableFuture.completedFuture(null);
    }
    long held = before.definition().map(known -> known.windowing().held()).orElse(0L);
    return running
        .told(before.version(), held)
        .thenCompose(stored -> running.serve(next, later(stored, before)))
        .thenAccept(done -> waiting.remove(next));
  }

  private static HandOvers later(HandOvers stored, ProjectionStanding before) {
    return said(before).map(stored::later).orElse(stored);
  }

  /** Shards that do not answer have come nowhere here. */
  private static Optional<HandOvers> said(ProjectionStanding before) {
    return before
        .definition()
        .map(known ->
            new HandOvers(
                before.shards().stream()
                    .map(ShardStanding::standing)
                    .map(watermark -> HandOver.at(watermark, known.windowing()))
                    .toList()));
  }
}
