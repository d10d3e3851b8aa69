package io.sillok.node.window.sharded;

import io.sillok.node.cluster.partition.NoAnswer;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.shard.ShardMessage;
import io.sillok.node.window.verify.Cut;
import io.sillok.persistence.Partitioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks the shards of projections, wherever they are. */
record ShardQuestions(PartitionActors<ShardMessage> shards, Partitioner partitioner) {

  static final String SEPARATOR = ":";
  private static final Duration WITHIN = Duration.ofSeconds(5);

  /** For what looks at many windows. */
  private static final Duration PATIENTLY = Duration.ofSeconds(15);

  /** The name of its actors. */
  static String nameOf(ProjectionVersion version) {
    return version.projection() + SEPARATOR + version.number();
  }

  private IntStream all() {
    return IntStream.range(0, partitioner.partitions());
  }

  private CompletionStage<ShardAnswer> ask(
      ProjectionVersion version,
      int shard,
      Function<ActorRef<ShardAnswer>, ShardMessage> question) {
    return ask(version, shard, WITHIN, question);
  }

  private CompletionStage<ShardAnswer> ask(
      ProjectionVersion version,
      int shard,
      Duration within,
      Function<ActorRef<ShardAnswer>, ShardMessage> question) {
    return shards
        .<ShardAnswer>askPatiently(nameOf(version), shard, question, within)
        .exceptionally(failure ->
            new ShardAnswer.Unavailable(
                NoAnswer.of(failure, "Shard %d does not answer".formatted(shard)).message()));
  }

  /** How each shard stands. */
  CompletionStage<List<ShardAnswer>> looks(ProjectionVersion version) {
    return Stages.all(
        all().mapToObj(shard -> ask(version, shard, ShardMessage.Look::new)).toList());
  }

  /**
   * What shards find.
   *
   * @param key whose shard alone is asked, or all are
   */
  CompletionStage<List<ShardAnswer.Found>> find(
      ProjectionVersion version,
      Optional<String> key,
      Function<ActorRef<ShardAnswer>, ShardMessage> question) {
    return Stages.all(
        asked(key)
            .mapToObj(shard -> ask(version, shard, question).thenApply(ShardQuestions::found))
            .toList());
  }

  /**
   * All results that shards find, each in as many answers as it needs.
   *
   * @param key whose shard alone is asked, or all are
   * @param question for what is behind the results that it is given
   */
  CompletionStage<List<List<String>>> all(
      ProjectionVersion version,
      Optional<String> key,
      BiFunction<List<String>, ActorRef<ShardAnswer>, ShardMessage> question) {
    return Stages.all(
        asked(key).mapToObj(shard -> all(version, shard, question, List.of())).toList());
  }

  private CompletionStage<List<String>> all(
      ProjectionVersion version,
      int shard,
      BiFunction<List<String>, ActorRef<ShardAnswer>, ShardMessage> question,
      List<String> sofar) {
    return ask(version, shard, PATIENTLY, replyTo -> question.apply(sofar, replyTo))
        .thenApply(ShardQuestions::found)
        .thenCompose(found -> {
          List<String> all = new ArrayList<>(sofar);
          all.addAll(found.results());
          return found.more()
              ? all(version, shard, question, all)
              : CompletableFuture.completedFuture(all);
        });
  }

  private IntStream asked(Optional<String> key) {
    return key.map(one -> IntStream.of(partitioner.spread(one))).orElseGet(this::all);
  }

  private static ShardAnswer.Found found(ShardAnswer answer) {
    return switch (answer) {
      case ShardAnswer.Found found -> found;
      case ShardAnswer.Unavailable(String reason) ->
          throw new ProjectionUnavailableException(reason);
      case ShardAnswer.Stands stands -> throw new IllegalStateException("Not asked for: " + stands);
    };
  }

  /** So far that each shard has appended all that follows, and as any shard has come by now. */
  CompletionStage<Cut> cut(ProjectionDefinition<?> definition) {
    int inputs = definition.sources().size() * partitioner.partitions();
    return new CutSearch(
            inputs, definition.isInPlace(), () -> looks(definition.version()), PATIENTLY)
        .cut();
  }
}
