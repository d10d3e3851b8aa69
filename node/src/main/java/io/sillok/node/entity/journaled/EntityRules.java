package io.sillok.node.entity.journaled;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.entity.CommandResult.CommandIdReused;
import io.sillok.node.entity.CommandResult.Defective;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.CommandResult.Rejected;
import io.sillok.node.entity.CommandResult.WrongSequenceNumber;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of an entity type as a module has them, with what every entity has beside: a command
 * takes effect once, where it is expected, in the order of time.
 */
public final class EntityRules<C, E, S> {

  private static final Logger LOGGER = LoggerFactory.getLogger(EntityRules.class);

  private final EntityModel<C, E, S> model;

  public EntityRules(EntityModel<C, E, S> model) {
    this.model = model;
  }

  public EntityModel<C, E, S> model() {
    return model;
  }

  /** An entity before its first event. */
  public EntityState initial() {
    Object value = model.type().decider().initial();
    return new EntityState(model.type().name(), value, 0, null, RememberedCommands.NONE);
  }

  /** What {@code entity} makes of {@code order}. Never throws what the module's code throws. */
  public Outcome decide(String id, EntityState entity, Order order) {
    Outcome repeated = repeated(entity, order);
    if (repeated != null) {
      return repeated;
    }
    long expected = order.expectedSequenceNumber();
    if (expected != Order.ANYWHERE && expected != entity.sequenceNumber()) {
      return new Outcome.Refused(new WrongSequenceNumber(expected, entity.sequenceNumber()));
    }
    try {
      return decideAnew(id, entity, order);
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError defect) {
      return defective(id, order, defect);
    }
  }

  /** The entity after {@code recorded}. */
  public EntityState apply(EntityState entity, Recorded recorded) {
    Object decided = recorded.stateAfter();
    Object value = decided != null ? decided : evolve(state(entity), event(recorded.event()));
    long sequenceNumber = entity.sequenceNumber() + 1;
    RememberedCommands commands = entity.commands();
    CommandEnd end = recorded.command();
    if (end != null) {
      Remembered command =
          new Remembered(
              end.commandId(), end.digest(), sequenceNumber - end.events() + 1, sequenceNumber);
      commands = commands.with(command, model.type().rememberedCommands());
    }
    return new EntityState(entity.type(), value, sequenceNumber, recorded.eventTime(), commands);
  }

  /** {@code recorded} for people and clients. */
  public EventView view(long sequenceNumber, Recorded recorded) {
    EventModel<E> definition = definition(recorded.event());
    return new EventView(
        sequenceNumber,
        definition.name(),
        definition.stream(),
        recorded.eventTime(),
        definition.json().toTree(event(recorded.event())));
  }

  /** {@code entity} for people and clients; empty before its first event. */
  public Optional<EntitySnapshot> snapshot(EntityAddress address, EntityState entity) {
    Instant time = entity.time();
    if (time == null) {
      return Optional.empty();
    }
    JsonNode state = model.stateJson().toTree(state(entity));
    return Optional.of(new EntitySnapshot(address, entity.sequenceNumber(), time, state));
  }

  private static @Nullable Outcome repeated(EntityState entity, Order order) {
    String commandId = order.commandId();
    Remembered earlier = commandId == null ? null : entity.commands().find(commandId);
    if (commandId == null || earlier == null) {
      return null;
    }
    return earlier.digest() == order.digest()
        ? new Outcome.Repeated(earlier)
        : new Outcome.Refused(new CommandIdReused(commandId));
  }

  private Outcome decideAnew(String id, EntityState entity, Order order) {
    Instant last = entity.time();
    Instant time = last != null && last.isAfter(order.time()) ? last : order.time();
    Context context = new Context(id, time, entity.sequenceNumber() + 1);
    C command = model.type().command().cast(order.command());
    Decision<E> decision = model.type().decider().decide(command, state(entity), context);
    return switch (decision) {
      case Decision.Accepted<E>(var events, var reply) ->
          accepted(entity, order, context.time(), events, reply);
      case Decision.Rejected<E>(var code, var message) ->
          new Outcome.Refused(new Rejected(code, message, entity.sequenceNumber()));
      case null -> throw new IllegalStateException("its decision is null");
    };
  }

  private Outcome accepted(
      EntityState entity, Order order, Instant time, List<E> events, @Nullable Object reply) {
    byte[] replyJson = Replies.encode(reply);
    List<Recorded> recorded = new ArrayList<>(events.size());
    List<EventView> views = new ArrayList<>(events.size());
    S state = state(entity);
    for (int i = 0; i < events.size(); i++) {
      E event = events.get(i);
      state = evolve(state, event);
      boolean last = i == events.size() - 1;
      CommandEnd end = last ? end(order, events.size(), replyJson) : null;
      EventModel<E> definition = definition(event);
      recorded.add(
          new Recorded(
              definition.stream(),
              definition.avro().fingerprint(),
              definition.avro().encode(event),
              event,
              time,
              end,
              state));
      views.add(view(entity.sequenceNumber() + i + 1, recorded.get(i)));
    }
    long sequenceNumber = entity.sequenceNumber() + events.size();
    return new Outcome.Accepted(
        recorded, new Executed(Replies.decode(replyJson), views, sequenceNumber, false));
  }

  private static @Nullable CommandEnd end(Order order, int events, byte[] reply) {
    String commandId = order.commandId();
    return commandId == null ? null : new CommandEnd(commandId, order.digest(), events, reply);
  }

  private S evolve(S state, E event) {
    S next = model.type().decider().evolve(state, event);
    if (next == null) {
      throw new IllegalStateException(
          "the state after event %s is null".formatted(definition(event).name()));
    }
    return next;
  }

  private Outcome defective(String id, Order order, Throwable defect) {
    String message =
        "Entity type %s has a defect: deciding %s failed with %s; nothing was recorded"
            .formatted(order.type(), order.command().getClass().getSimpleName(), defect);
    LOGGER.warn("{}/{}: {}", order.type(), id, message, defect);
    return new Outcome.Refused(new Defective(message));
  }

  @SuppressWarnings("unchecked") // the definition of an event is of its record
  private EventModel<E> definition(Object event) {
    return (EventModel<E>) model.eventOf(event);
  }

  private E event(Object event) {
    return model.type().event().cast(event);
  }

  private S state(EntityState entity) {
    return model.type().state().cast(entity.value());
  }
}
