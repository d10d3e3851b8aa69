package io.sillok.node.window.sharded;

import static java.util.function.Function.identity;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.node.window.shard.ShardParts;
import io.sillok.node.window.shard.WindowShard;
import io.sillok.persistence.LogId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is held of projections that were deleted. It is dropped where it can be made again from the
 * logs, for the same declaration has them go on; where events of their streams are dropped, it
 * stays.
 */
final class Leftovers {

  private static final Logger LOGGER = LoggerFactory.getLogger(Leftovers.class);

  private final ShardParts parts;

  /** Those that were deleted when it was looked before: their shards are gone by now. */
  private Set<KeptProjection> deleted = Set.of();

  private final Set<KeptProjection> done = new HashSet<>();

  Leftovers(ShardParts parts) {
    this.parts = parts;
  }

  /**
   * To be called from time to time.
   *
   * @param retired all projections that were deleted
   */
  synchronized void drop(List<KeptProjection> retired, Collection<StreamDefinition> streams) {
    Map<String, StreamDefinition> byName =
        streams.stream().collect(Collectors.toMap(StreamDefinition::name, identity()));
    done.retainAll(retired);
    for (KeptProjection each : retired) {
      if (deleted.contains(each) && done.add(each)) {
        drop(each, byName)
            .whenComplete((dropped, failure) -> {
              if (failure != null) {
                LOGGER.warn(
                    "What is held of projection {}, which was deleted, stays: {}",
                    each.name(),
                    failure.getMessage());
              }
            });
      }
    }
    deleted = Set.copyOf(retired);
  }

  private CompletionStage<Void> drop(KeptProjection projection, Map<String, StreamDefinition> all) {
    List<StreamDefinition> inputs =
        inputs(projection).flatMap(name -> Stream.ofNullable(all.get(name))).toList();
    if (inputs.size() < inputs(projection).count()
        || inputs.stream().anyMatch(input -> Retentions.of(input).isPresent())) {
      return CompletableFuture.completedFuture(null);
    }
    return areWhole(inputs)
        .thenCompose(
            whole -> whole ? dropAll(projection) : CompletableFuture.<Void>completedFuture(null));
  }

  private static Stream<String> inputs(KeptProjection projection) {
    return projection.definition() instanceof OverHttp(var declared)
        ? declared.sources().stream()
            .flatMap(source ->
                Stream.concat(
                    Stream.of(source.stream()),
                    source.lookup().stream().map(lookup -> lookup.stream())))
        : Stream.empty();
  }

  /** Whether nothing was dropped of them. */
  private CompletionStage<Boolean> areWhole(List<StreamDefinition> inputs) {
    return Stages.all(
            inputs.stream()
                .flatMap(
                    input -> partitions().mapToObj(partition -> new LogId(input.log(), partition)))
                .map(log -> parts.writers().read(log, 0, 1))
                .toList())
        .thenApply(begins ->
            begins.stream()
                .flatMap(blocks -> blocks.stream().limit(1))
                .allMatch(block -> block.firstOffset() == 0));
  }

  private CompletionStage<Void> dropAll(KeptProjection projection) {
    CompletionStage<Void> dropped = CompletableFuture.completedFuture(null);
    for (int shard : partitions().toArray()) {
      dropped =
          dropped.thenCompose(
              before -> WindowShard.dropAll(parts, projection.name(), projection.version(), shard));
    }
    return dropped;
  }

  private IntStream partitions() {
    return IntStream.range(0, parts.streams().partitions());
  }
}
