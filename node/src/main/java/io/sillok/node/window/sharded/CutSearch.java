package io.sillok.node.window.sharded;

import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.shard.ShardAnswer.Stands;
import io.sillok.node.window.verify.Cut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Finds how far logs are to be read so that whatever anybody has seen is compared: as far as any
 * shard has come. What some shard has not come to yet, or not kept, is waited for, but not for
 * long; without that the cut ends before it.
 */
final class CutSearch {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final int inputs;
  private final boolean inPlace;
  private final Supplier<CompletionStage<List<ShardAnswer>>> looks;
  private final long deadline;

  /**
   * @param inPlace whether each shard reads the input with its number, and no other
   * @param looks asks how each shard stands
   * @param patience waits so long
   */
  CutSearch(
      int inputs,
      boolean inPlace,
      Supplier<CompletionStage<List<ShardAnswer>>> looks,
      Duration patience) {
    this.inputs = inputs;
    this.inPlace = inPlace;
    this.looks = looks;
    deadline = System.nanoTime() + patience.toNanos();
  }

  /** So far that each shard has appended all that follows. */
  CompletionStage<Cut> cut() {
    return look().thenCompose(shards -> await(shards, seen(shards)));
  }

  private CompletionStage<List<Stands>> look() {
    return looks.get().thenApply(answers -> answers.stream().map(CutSearch::stands).toList());
  }

  private CompletionStage<Cut> await(List<Stands> shards, List<Long> seen) {
    boolean reached =
        IntStream.range(0, inputs).allMatch(input -> kept(shards, input) >= seen.get(input));
    boolean isHeldUp = shards.stream().anyMatch(shard -> !shard.trouble().isEmpty());
    return reached || isHeldUp || System.nanoTime() >= deadline
        ? CompletableFuture.completedFuture(
            new Cut(
                IntStream.range(0, inputs).mapToObj(input -> kept(shards, input)).toList(),
                IntStream.range(0, inputs).mapToObj(input -> dropped(shards, input)).toList()))
        : CompletableFuture.supplyAsync(
                this::look,
                CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS))
            .thenCompose(next -> next)
            .thenCompose(next -> await(next, seen));
  }

  /** Results may be seen as soon as the events that they follow from are taken. */
  private List<Long> seen(List<Stands> shards) {
    return IntStream.range(0, inputs)
        .mapToObj(input ->
            inPlace
                ? shards.get(input).offsets().getFirst()
                : shards.stream().mapToLong(each -> each.offsets().get(input)).max().orElse(0))
        .toList();
  }

  private long kept(List<Stands> shards, int input) {
    return inPlace
        ? shards.get(input).kept().getFirst()
        : shards.stream().mapToLong(each -> each.kept().get(input)).min().orElse(0);
  }

  /** As {@link Cut#dropped} has it. */
  private long dropped(List<Stands> all, int input) {
    List<Stands> shards = inPlace ? List.of(all.get(input)) : all;
    int slot = inPlace ? 0 : input;
    List<Long> dropped =
        shards.stream()
            .filter(each -> each.offsets().get(slot) > 0) // others have not looked yet
            .map(each -> each.dropped().get(slot))
            .distinct()
            .toList();
    if (dropped.size() > 1 || shards.stream().anyMatch(Stands::retells)) {
      return Cut.UNLIKE;
    }
    return dropped.isEmpty() ? 0 : dropped.getFirst();
  }

  private static Stands stands(ShardAnswer answer) {
    return switch (answer) {
      case Stands stands -> stands;
      case ShardAnswer.Unavailable(String reason) ->
          throw new ProjectionUnavailableException(reason);
      case ShardAnswer.Found found -> throw new IllegalStateException("Not asked for: " + found);
    };
  }
}
