package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.IdPage;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.schema.EntityModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Annals in memory, and failures on demand. */
final class InMemoryEntities implements Entities {

  static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EntityModel<Annal.Command, Annal.Event, Annal.State> model;
  private final NavigableMap<String, List<Annal.Event>> annals = new TreeMap<>();
  private final Map<String, Remembered> commands = new HashMap<>();
  private volatile @Nullable RuntimeException failure;
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private int recorded;

  InMemoryEntities(EntityModel<Annal.Command, Annal.Event, Annal.State> model) {
    this.model = model;
  }

  /** From now on every stage fails with {@code reason}; null mends it. */
  void failWith(@Nullable RuntimeException reason) {
    failure = reason;
  }

  /** Commands wait for {@code newGate}. */
  void waitFor(CompletableFuture<Void> newGate) {
    gate = newGate;
  }

  /** Returns when the first command waits. */
  void awaitWaiting() {
    try {
      if (!waiting.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("No command came within 20 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The number of events recorded so far. */
  synchronized int recorded() {
    return recorded;
  }

  @Override
  public CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest command) {
    CompletableFuture<Void> present = gate;
    if (!present.isDone()) {
      waiting.countDown();
    }
    return present.thenCompose(open -> answer(() -> decide(entity, command)));
  }

  @Override
  public CompletionStage<Optional<EntitySnapshot>> state(EntityAddress entity, AsOf asOf) {
    return answer(() -> stateNow(entity, asOf));
  }

  @Override
  public CompletionStage<EventPage> events(EntityAddress entity, long from, int limit) {
    return answer(() -> {
      List<Annal.Event> all = annals.getOrDefault(entity.id(), List.of());
      int start = (int) Math.min(from - 1, all.size());
      int end = Math.min(start + limit, all.size());
      var views = new ArrayList<EventView>();
      for (int i = start; i < end; i++) {
        views.add(view(all.get(i), i + 1));
      }
      return new EventPage(
          views, end < all.size() ? OptionalLong.of(end + 1) : OptionalLong.empty());
    });
  }

  @Override
  public CompletionStage<IdPage> ids(String type, String after, int limit) {
    return answer(() -> {
      List<String> behind = List.copyOf(annals.tailMap(after, false).keySet());
      List<String> page = behind.subList(0, Math.min(limit, behind.size()));
      return new IdPage(
          page, page.size() < behind.size() ? Optional.of(page.getLast()) : Optional.empty());
    });
  }

  private synchronized <T> CompletionStage<T> answer(Supplier<T> result) {
    RuntimeException reason = failure;
    if (reason != null) {
      return CompletableFuture.failedFuture(reason);
    }
    return CompletableFuture.completedFuture(result.get());
  }

  private CommandResult decide(EntityAddress entity, CommandRequest request) {
    List<Annal.Event> events = annals.getOrDefault(entity.id(), List.of());
    String key = entity + "/" + request.commandId().orElse("");
    Remembered before = commands.get(key);
    if (before != null && request.commandId().isPresent()) {
      return before.command().equals(request.command())
          ? again(before.result())
          : new CommandResult.CommandIdReused(request.commandId().get());
    }
    long expected = request.expectedSequenceNumber().orElse(events.size());
    if (expected != events.size()) {
      return new CommandResult.WrongSequenceNumber(expected, events.size());
    }
    CommandResult result = decide(entity, (Annal.Command) request.command(), events);
    commands.put(key, new Remembered(request.command(), result));
    return result;
  }

  private static CommandResult again(CommandResult result) {
    return result instanceof CommandResult.Executed first
        ? new CommandResult.Executed(first.reply(), first.events(), first.sequenceNumber(), true)
        : result;
  }

  private CommandResult decide(
      EntityAddress entity, Annal.Command command, List<Annal.Event> events) {
    var context = new Context(entity.id(), EPOCH, events.size() + 1L);
    Decision<Annal.Event> decision;
    try {
      decision = model.type().decider().decide(command, fold(events), context);
    } catch (IllegalStateException e) {
      return new CommandResult.Defective("The decider of annal failed on append");
    }
    return switch (decision) {
      case Decision.Rejected<Annal.Event>(String code, String message) ->
          new CommandResult.Rejected(code, message, events.size());
      case Decision.Accepted<Annal.Event>(List<Annal.Event> caused, Object reply) ->
          record(entity, events, caused, reply);
    };
  }

  private CommandResult record(
      EntityAddress entity,
      List<Annal.Event> before,
      List<Annal.Event> caused,
      @Nullable Object reply) {
    var all = new ArrayList<>(before);
    var views = new ArrayList<EventView>();
    for (Annal.Event event : caused) {
      all.add(event);
      views.add(view(event, all.size()));
    }
    recorded += caused.size();
    annals.put(entity.id(), all);
    JsonNode answer = reply == null ? NullNode.instance : JSON.valueToTree(reply);
    return new CommandResult.Executed(answer, views, all.size(), false);
  }

  private Optional<EntitySnapshot> stateNow(EntityAddress entity, AsOf asOf) {
    List<Annal.Event> all = annals.getOrDefault(entity.id(), List.of());
    int count =
        switch (asOf) {
          case AsOf.Now now -> all.size();
          case AsOf.SequenceNumber(long number) -> (int) Math.min(number, all.size());
          case AsOf.Time(Instant time) -> time.isBefore(EPOCH) ? 0 : all.size();
        };
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new EntitySnapshot(
                entity, count, EPOCH, model.stateJson().toTree(fold(all.subList(0, count)))));
  }

  private Annal.State fold(List<Annal.Event> events) {
    Annal.State state = model.type().decider().initial();
    for (Annal.Event event : events) {
      state = model.type().decider().evolve(state, event);
    }
    return state;
  }

  private EventView view(Annal.Event event, long sequenceNumber) {
    EntityModel.EventModel<? extends Annal.Event> definition = model.eventOf(event);
    return new EventView(
        sequenceNumber, definition.name(), definition.stream(), EPOCH, tree(definition, event));
  }

  private static <E> JsonNode tree(EntityModel.EventModel<E> definition, Object event) {
    return definition.json().toTree(definition.record().cast(event));
  }

  private record Remembered(Object command, CommandResult result) {}
}
