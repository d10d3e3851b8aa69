package io.sillok.node.stream.consumer;

import com.typesafe.config.Config;
import io.sillok.node.entity.Entities;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamHeads;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.consumer.ConsumerAnswer.Committed;
import io.sillok.node.stream.consumer.ConsumerAnswer.Committing;
import io.sillok.node.stream.consumer.ConsumerAnswer.Done;
import io.sillok.node.stream.consumer.ConsumerAnswer.Moved;
import io.sillok.node.stream.consumer.ConsumerAnswer.Refused;
import io.sillok.node.stream.consumer.ConsumerAnswer.Resetting;
import io.sillok.node.stream.consumer.EventCounts.Extent;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Commit;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Create;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Delete;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.ReplaceFilter;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Reset;
import io.sillok.node.stream.consumer.kept.ConsumerRules;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.ClusterSharing;
import io.sillok.node.stream.consumer.sharing.Sharing;
import io.sillok.node.stream.consumer.sharing.SharingSettings;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.persistence.Partitioner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.Schema;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The named consumers of a cluster. Stages fail only when an entity, the store or a partition
 * cannot answer.
 */
public final class Consumers {

  private final ConsumerEntities entities;
  private final StreamHeads heads;
  private final EventCounts counts;
  private final ConsumerReading reading;
  private final Sharing sharing;
  private final ConsumerDescriptions descriptions;

  /**
   * Starts the part of {@code system}'s node in them.
   *
   * @param config {@code sillok.node.streams.consumers}
   */
  public static Consumers start(
      ActorSystem<?> system, Entities entities, Streams streams, Config config) {
    ConsumerEntities consumers = new ConsumerEntities(entities);
    Partitioner partitioner = new Partitioner(streams.partitions());
    return new Consumers(
        system,
        entities,
        streams,
        new ClusterSharing(
            system,
            name -> consumers.find(ConsumerId.parse(name)),
            name -> partitioner.partition(ConsumerId.parse(name).entity().persistenceId()),
            streams.partitions(),
            SharingSettings.of(config)));
  }

  /**
   * @param sharing of the consumers' connected instances
   */
  public Consumers(ActorSystem<?> system, Entities entities, Streams streams, Sharing sharing) {
    this.entities = new ConsumerEntities(entities);
    this.sharing = sharing;
    heads = new StreamHeads(streams);
    ConsumerFilters filters = new ConsumerFilters();
    counts = new EventCounts(system, streams, filters);
    reading = new ConsumerReading(streams, filters, sharing, this.entities, heads);
    descriptions =
        new ConsumerDescriptions(this.entities, streams, heads, counts, filters, sharing);
  }

  /** The consumer; one that does not exist if nobody has created it. */
  public CompletionStage<Consumer> find(ConsumerId id) {
    return entities.find(id);
  }

  /** How consumers' events are read. */
  public ConsumerReading reading() {
    return reading;
  }

  /** How consumers stand. */
  public ConsumerDescriptions descriptions() {
    return descriptions;
  }

  /**
   * Creates a consumer that reads from {@code from} on, but not before what is retained; does
   * nothing if it exists.
   *
   * @param filter for the events; empty for all
   */
  public CompletionStage<ConsumerAnswer> create(
      StreamDefinition stream, ConsumerId id, StreamPosition from, Optional<String> filter) {
    return heads
        .behind(stream, from.offsets())
        .thenCompose(end ->
            StreamHeads.reaches(end, from.offsets())
                ? heads
                    .start(stream)
                    .thenCompose(start ->
                        entities.ask(id, new Create(offsets(from.orBehind(start)), filter)))
                : CompletableFuture.completedFuture(notYet(stream)));
  }

  /**
   * Has the consumer go on where it is with another filter; its instances are disconnected.
   *
   * @param filter for the events; empty for all
   */
  public CompletionStage<ConsumerAnswer> replaceFilter(ConsumerId id, Optional<String> filter) {
    return entities
        .ask(id, new ReplaceFilter(filter))
        .thenApply(answer -> {
          if (answer instanceof Done) {
            sharing.changed(id.text());
          }
          return answer;
        });
  }

  /**
   * Which consumers of a stream have filters that do not fit {@code schema}, and why.
   *
   * @param stream its name
   */
  public CompletionStage<Map<String, String>> unfit(String stream, Schema schema) {
    return entities
        .ofStream(stream)
        .thenCompose(ids -> {
          CompletionStage<Map<String, String>> unfit =
              CompletableFuture.completedFuture(new TreeMap<>());
          for (ConsumerId id : ids) {
            unfit =
                unfit.thenCombine(
                    entities.find(id),
                    (all, consumer) -> {
                      consumer
                          .filter()
                          .flatMap(filter -> EventFilter.unfit(filter, schema))
                          .ifPresent(why -> all.put(id.name(), why));
                      return all;
                    });
          }
          return unfit;
        });
  }

  /** Commits what {@code position} names. */
  public CompletionStage<Committing> commit(
      StreamDefinition stream, ConsumerId id, ConsumerPosition position) {
    SortedMap<Integer, Long> offsets = position.position().offsets();
    return heads
        .behind(stream, offsets)
        .thenCompose(end -> {
          if (!StreamHeads.reaches(end, offsets)) {
            return CompletableFuture.completedFuture(notYet(stream));
          }
          return heads
              .start(stream)
              .thenCompose(start -> commit(stream, id, position, new Extent(start, end)));
        });
  }

  private CompletionStage<Committing> commit(
      StreamDefinition stream, ConsumerId id, ConsumerPosition position, Extent extent) {
    return entities
        .ask(
            id,
            new Commit(
                position.generation(), offsets(position.position()), offsets(extent.start())))
        .thenCompose(answer -> committed(stream, id, answer, extent));
  }

  private static List<PartitionOffset> offsets(StreamPosition position) {
    return PartitionOffset.listOf(position.offsets());
  }

  private CompletionStage<Committing> committed(
      StreamDefinition stream, ConsumerId id, ConsumerAnswer answer, Extent extent) {
    return switch (answer) {
      case Refused refused -> CompletableFuture.completedFuture(refused);
      case Done(var consumer, var changed) ->
          counts
              .lag(stream, id, consumer, extent, EventCounts.COUNTED_OFTEN)
              .thenApply(lags ->
                  new Committed(ConsumerPosition.of(id.stream(), consumer), EventCounts.sum(lags)));
    };
  }

  /**
   * Has the consumer go on at {@code to}, but not before what is retained.
   *
   * @param dryRun whether nothing is done but to find out what would become of it
   */
  public CompletionStage<Resetting> reset(
      StreamDefinition stream, ConsumerId id, StreamPosition to, boolean dryRun) {
    return heads
        .behind(stream, to.offsets())
        .thenCompose(end -> {
          if (!StreamHeads.reaches(end, to.offsets())) {
            return CompletableFuture.completedFuture(notYet(stream));
          }
          return heads
              .startNow(stream)
              .thenCompose(start -> {
                Extent extent = new Extent(start, end);
                StreamPosition there = to.orBehind(start);
                return dryRun
                    ? tryReset(stream, id, there, extent)
                    : reset(stream, id, there, extent);
              });
        });
  }

  private CompletionStage<Resetting> tryReset(
      StreamDefinition stream, ConsumerId id, StreamPosition to, Extent extent) {
    return find(id)
        .thenCompose(consumer ->
            consumer.exists()
                ? moved(stream, id, consumer, to, extent)
                : CompletableFuture.completedFuture(
                    new Refused(ConsumerRules.UNKNOWN, "There is no consumer " + id)));
  }

  private CompletionStage<Resetting> reset(
      StreamDefinition stream, ConsumerId id, StreamPosition to, Extent extent) {
    return entities
        .ask(id, new Reset(offsets(to)))
        .thenCompose(answer ->
            switch (answer) {
              case Refused refused -> CompletableFuture.completedFuture(refused);
              case Done(var before, var changed) -> {
                sharing.changed(id.text());
                yield moved(stream, id, before, to, extent);
              }
            });
  }

  private CompletionStage<Resetting> moved(
      StreamDefinition stream, ConsumerId id, Consumer before, StreamPosition to, Extent extent) {
    SortedMap<Integer, Long> from = extent.from(before.offsets());
    return counts
        .between(stream, id, before, to.offsets(), from)
        .thenCombine(
            counts.between(stream, id, before, from, to.offsets()),
            (again, skipped) ->
                new Moved(
                    ConsumerPosition.of(id.stream(), before),
                    new ConsumerPosition(to, before.generation() + 1),
                    again,
                    skipped));
  }

  private static Refused notYet(StreamDefinition stream) {
    return new Refused(
        ConsumerRules.FOREIGN,
        "The position is behind the end of stream %s; give one that was handed out"
            .formatted(stream.name()));
  }

  /** Deletes the consumer; its instances are disconnected. */
  public CompletionStage<ConsumerAnswer> delete(ConsumerId id) {
    return entities
        .ask(id, new Delete())
        .thenApply(answer -> {
          if (answer instanceof Done) {
            sharing.changed(id.text());
          }
          return answer;
        });
  }
}
