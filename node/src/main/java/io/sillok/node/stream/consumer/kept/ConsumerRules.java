package io.sillok.node.stream.consumer.kept;

import io.sillok.node.stream.consumer.kept.ConsumerCommand.Commit;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Create;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Delete;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.LeaveOut;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.ReplaceFilter;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Reset;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.ConsumerCreated;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.ConsumerDeleted;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.FilterReplaced;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.OffsetsSkipped;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.PositionCommitted;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.PositionReset;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The rules of consumers. The id of a consumer is {@code STREAM/CONSUMER}. */
public final class ConsumerRules implements Decider<ConsumerCommand, ConsumerEvent, Consumer> {

  public static final EntityType<ConsumerCommand, ConsumerEvent, Consumer> CONSUMER =
      EntityType.of(
          "sillok-consumer",
          ConsumerCommand.class,
          ConsumerEvent.class,
          Consumer.class,
          new ConsumerRules());

  /** The code of a position that the consumer never had. */
  public static final String FOREIGN = "invalid-position";

  /** The code of what is asked of a consumer that does not exist. */
  public static final String UNKNOWN = "unknown-consumer";

  private static final String DIFFERS = "consumer-differs";
  private static final String RESET = "consumer-reset";

  private ConsumerRules() {}

  @Override
  public Consumer initial() {
    return Consumer.NONE;
  }

  @Override
  public Decision<ConsumerEvent> decide(
      ConsumerCommand command, Consumer consumer, Context context) {
    return switch (command) {
      case Create create when consumer.exists() -> keep(create.filter(), consumer);
      case Create(var from, var filter) -> {
        var created = new ConsumerCreated(consumer.generation() + 1, from, filter);
        yield accept(created).reply(evolve(consumer, created));
      }
      case Delete delete when !consumer.exists() -> unknown(context);
      case Delete() -> accept(new ConsumerDeleted(consumer.generation())).reply(consumer);
      case Commit commit when !consumer.exists() -> unknown(context);
      case LeaveOut leave when !consumer.exists() -> unknown(context);
      case Reset reset when !consumer.exists() -> unknown(context);
      case ReplaceFilter replace when !consumer.exists() -> unknown(context);
      case Commit commit -> commit(commit, consumer);
      case LeaveOut leave -> leaveOut(leave, consumer);
      case ReplaceFilter(var filter) -> replace(filter, consumer);
      case Reset(var to) ->
          accept(new PositionReset(consumer.generation() + 1, consumer.committed(), to))
              .reply(consumer);
    };
  }

  @Override
  public Consumer evolve(Consumer consumer, ConsumerEvent event) {
    return switch (event) {
      case ConsumerCreated(var generation, var from, var filter) ->
          new Consumer(true, generation, from, filter);
      case PositionCommitted(var offsets) ->
          consumer.at(farther(consumer, offsets), consumer.generation());
      case OffsetsSkipped(var dropped) -> consumer.without(dropped);
      case PositionReset(var generation, var from, var to) -> consumer.at(to, generation);
      case FilterReplaced(var generation, var filter) -> consumer.filtering(filter, generation);
      case ConsumerDeleted(var generation) ->
          new Consumer(false, generation, List.of(), Optional.empty());
    };
  }

  /**
   * What was handed out depends on the filter, so another one changes what a position means: only
   * who says so gets it.
   */
  private Decision<ConsumerEvent> keep(Optional<String> filter, Consumer consumer) {
    return filter.isPresent() && !filter.equals(consumer.filter())
        ? reject(
            DIFFERS,
            "The consumer has %s and keeps it, but '%s' was asked for; replace it with \"replaceFilter\": true, or give the other one another name"
                .formatted(
                    consumer.filter().map("the filter '%s'"::formatted).orElse("no filter"),
                    filter.get()))
        : unchanged(consumer);
  }

  /** What was handed out by the old one is no place in what the new one lets through. */
  private Decision<ConsumerEvent> replace(Optional<String> filter, Consumer consumer) {
    if (filter.equals(consumer.filter())) {
      return unchanged(consumer);
    }
    var replaced = new FilterReplaced(consumer.generation() + 1, filter);
    return accept(replaced).reply(evolve(consumer, replaced));
  }

  private Decision<ConsumerEvent> commit(Commit commit, Consumer consumer) {
    if (commit.generation() < consumer.generation()) {
      return reject(
          RESET,
          "The position is of generation %d, but the consumer has come to generation %d since, by a reset or another filter; nothing was committed: go on with the events that it hands out now"
              .formatted(commit.generation(), consumer.generation()));
    }
    if (commit.generation() > consumer.generation()) {
      return reject(
          FOREIGN,
          "The position is of generation %d, but the consumer has come to %d only; commit what this consumer handed out"
              .formatted(commit.generation(), consumer.generation()));
    }
    return goOn(commit.offsets(), commit.starts(), consumer);
  }

  /**
   * A span says that nothing in it is for the consumer, not that what is before it was consumed: it
   * moves only a partition that was committed to its beginning.
   */
  private Decision<ConsumerEvent> leaveOut(LeaveOut leave, Consumer consumer) {
    if (leave.generation() != consumer.generation()) {
      return unchanged(consumer);
    }
    SortedMap<Integer, Long> known = consumer.offsets();
    List<PartitionOffset> behind =
        leave.spans().stream()
            .filter(span -> known.getOrDefault(span.partition(), 0L) >= span.from())
            .map(span -> new PartitionOffset(span.partition(), span.to()))
            .toList();
    return goOn(behind, leave.starts(), consumer);
  }

  private Decision<ConsumerEvent> goOn(
      List<PartitionOffset> offsets, List<PartitionOffset> starts, Consumer consumer) {
    SortedMap<Integer, Long> known = consumer.offsets();
    List<PartitionOffset> ahead =
        offsets.stream()
            .filter(offset -> offset.next() > known.getOrDefault(offset.partition(), 0L))
            .toList();
    if (ahead.isEmpty()) {
      return unchanged(consumer);
    }
    var committed = new PositionCommitted(ahead);
    List<OffsetSpan> dropped = dropped(ahead, PartitionOffset.byPartition(starts), known);
    if (dropped.isEmpty()) {
      return accept(committed).reply(evolve(consumer, committed));
    }
    var skipped = new OffsetsSkipped(dropped);
    return accept(skipped, committed).reply(evolve(evolve(consumer, skipped), committed));
  }

  /** Who commits what is not there any more has read it before it was dropped. */
  private static List<OffsetSpan> dropped(
      List<PartitionOffset> ahead, Map<Integer, Long> starts, Map<Integer, Long> known) {
    return ahead.stream()
        .map(offset -> {
          long from = known.getOrDefault(offset.partition(), 0L);
          long start = starts.getOrDefault(offset.partition(), 0L);
          return new OffsetSpan(offset.partition(), from, offset.next() > start ? start : from);
        })
        .filter(span -> span.from() < span.to())
        .toList();
  }

  private static List<PartitionOffset> farther(Consumer consumer, List<PartitionOffset> offsets) {
    Map<Integer, Long> farther = consumer.offsets();
    offsets.forEach(offset -> farther.merge(offset.partition(), offset.next(), Math::max));
    return PartitionOffset.listOf(farther);
  }

  private static Decision<ConsumerEvent> unchanged(Consumer consumer) {
    return new Decision.Accepted<>(List.of(), consumer);
  }

  private Decision<ConsumerEvent> unknown(Context context) {
    return reject(UNKNOWN, "There is no consumer %s".formatted(context.entityId()));
  }
}
