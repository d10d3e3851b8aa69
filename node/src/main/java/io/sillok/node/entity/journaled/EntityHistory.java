package io.sillok.node.entity.journaled;

import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.IdPage;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What entities' events in the store tell, without the entities: pages, past states, answers. */
public final class EntityHistory {

  private static final int PAGE = 500;

  private final EntityIndex index;
  private final EntityModels models;
  private final RecordedCodec codec;
  private final Executor executor;

  /**
   * @param executor decodes and folds; may be held up by the module's code
   */
  public EntityHistory(
      EntityIndex index, EntityModels models, RecordedCodec codec, Executor executor) {
    this.index = index;
    this.models = models;
    this.codec = codec;
    this.executor = executor;
  }

  /** See {@link io.sillok.node.entity.Entities#events}. */
  public CompletionStage<EventPage> events(EntityAddress entity, long from, int limit) {
    EntityRules<?, ?, ?> rules = rules(entity.type());
    return index
        .read(entity.persistenceId(), from, Long.MAX_VALUE, limit)
        .thenCompose(page ->
            behind(entity, page)
                .thenApplyAsync(next -> new EventPage(views(rules, page), next), executor));
  }

  /** The first sequence number behind {@code page}, whether it was full or cut for its size. */
  private CompletionStage<OptionalLong> behind(EntityAddress entity, List<IndexedEvent> page) {
    if (page.isEmpty()) {
      return CompletableFuture.completedFuture(OptionalLong.empty());
    }
    return index
        .read(entity.persistenceId(), sequenceNumber(page.getLast()) + 1, Long.MAX_VALUE, 1)
        .thenApply(rest -> rest.stream().mapToLong(EntityHistory::sequenceNumber).findFirst());
  }

  /** The answer that {@code command} got when it took effect. */
  public CompletionStage<Executed> answer(EntityAddress entity, Remembered command) {
    EntityRules<?, ?, ?> rules = rules(entity.type());
    return read(
            entity, command.firstSequenceNumber(), command.lastSequenceNumber(), new ArrayList<>())
        .thenApplyAsync(found -> answer(rules, command, found), executor);
  }

  /** All events from one sequence number to another; a page of them may be cut for its size. */
  private CompletionStage<List<IndexedEvent>> read(
      EntityAddress entity, long from, long to, List<IndexedEvent> found) {
    return index
        .read(entity.persistenceId(), from, to, PAGE)
        .thenCompose(page -> {
          found.addAll(page);
          return page.isEmpty() || sequenceNumber(page.getLast()) >= to
              ? CompletableFuture.completedFuture(found)
              : read(entity, sequenceNumber(page.getLast()) + 1, to, found);
        });
  }

  /** The entity's state at a point of its past; empty if it had no event then. */
  public CompletionStage<Optional<EntitySnapshot>> past(EntityAddress entity, AsOf asOf) {
    EntityRules<?, ?, ?> rules = rules(entity.type());
    long to = asOf instanceof AsOf.SequenceNumber(long number) ? number : Long.MAX_VALUE;
    Instant until = asOf instanceof AsOf.Time(Instant time) ? time : Instant.MAX;
    return fold(entity, rules, rules.initial(), to, until)
        .thenApplyAsync(state -> rules.snapshot(entity, state), executor);
  }

  /** See {@link io.sillok.node.entity.Entities#ids}. */
  public CompletionStage<IdPage> ids(String type, String after, int limit) {
    String prefix = new EntityAddress(type, "").persistenceId();
    return index
        .persistenceIds(prefix, after.isEmpty() ? "" : prefix + after, limit + 1)
        .thenApply(found -> {
          List<String> ids =
              found.stream().limit(limit).map(id -> id.substring(prefix.length())).toList();
          return new IdPage(
              ids, found.size() > limit ? Optional.of(ids.getLast()) : Optional.empty());
        });
  }

  private CompletionStage<EntityState> fold(
      EntityAddress entity, EntityRules<?, ?, ?> rules, EntityState from, long to, Instant until) {
    return index
        .read(entity.persistenceId(), from.sequenceNumber() + 1, to, PAGE)
        .thenComposeAsync(
            page -> {
              EntityState state = from;
              for (IndexedEvent event : page) {
                Recorded recorded = decode(event);
                if (recorded.eventTime().isAfter(until)) {
                  return CompletableFuture.completedFuture(state);
                }
                state = rules.apply(state, recorded);
              }
              return page.isEmpty() || state.sequenceNumber() >= to
                  ? CompletableFuture.completedFuture(state)
                  : fold(entity, rules, state, to, until);
            },
            executor);
  }

  private Executed answer(
      EntityRules<?, ?, ?> rules, Remembered command, List<IndexedEvent> found) {
    CommandEnd end = found.isEmpty() ? null : decode(found.getLast()).command();
    if (end == null || !end.commandId().equals(command.commandId())) {
      throw new CodecException(
          "Events %d to %d do not end with command %s, though the state says so"
              .formatted(
                  command.firstSequenceNumber(), command.lastSequenceNumber(), command.commandId()),
          null);
    }
    return new Executed(
        Replies.decode(end.reply()), views(rules, found), command.lastSequenceNumber(), true);
  }

  private List<EventView> views(EntityRules<?, ?, ?> rules, List<IndexedEvent> found) {
    List<EventView> views = new ArrayList<>(found.size());
    for (IndexedEvent event : found) {
      views.add(rules.view(event.event().sequenceNumber(), decode(event)));
    }
    return views;
  }

  private static long sequenceNumber(IndexedEvent event) {
    return event.event().sequenceNumber();
  }

  private Recorded decode(IndexedEvent event) {
    return codec.decode(event.event().payload().manifest(), event.event().payload().bytes());
  }

  private EntityRules<?, ?, ?> rules(String type) {
    EntityModel<?, ?, ?> model =
        models
            .find(type)
            .orElseThrow(() -> new IllegalArgumentException("No entity type is named " + type));
    return new EntityRules<>(model);
  }
}
