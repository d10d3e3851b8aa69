package io.sillok.testkit;

import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.Decision.Accepted;
import io.sillok.protocol.entity.Decision.Rejected;
import java.time.Instant;
import java.util.List;

/** An entity with a past. Immutable. */
public final class Given<C, E, S> {

  private static final String ENTITY_ID = "test-1";
  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");

  private final RoundTrips<C, E, S> roundTrips;
  private final S state;
  private final long sequenceNumber;
  private final String entityId;
  private final Instant time;

  static <C, E, S> Given<C, E, S> of(RoundTrips<C, E, S> roundTrips, List<? extends E> events) {
    S state = fold(roundTrips, roundTrips.decider().initial(), events);
    return new Given<>(roundTrips, state, events.size(), ENTITY_ID, TIME);
  }

  private Given(
      RoundTrips<C, E, S> roundTrips, S state, long sequenceNumber, String entityId, Instant time) {
    this.roundTrips = roundTrips;
    this.state = state;
    this.sequenceNumber = sequenceNumber;
    this.entityId = entityId;
    this.time = time;
  }

  /** The same with commands taken at {@code instant}; else it is 2026-01-01T12:00:00Z. */
  public Given<C, E, S> at(Instant instant) {
    return new Given<>(roundTrips, state, sequenceNumber, entityId, instant);
  }

  /** The same with the entity's id; else it is {@code test-1}. */
  public Given<C, E, S> entityId(String id) {
    return new Given<>(roundTrips, state, sequenceNumber, id, time);
  }

  /** The state that the events fold to. */
  public S state() {
    return state;
  }

  /**
   * Has the entity decide {@code command}, twice: a decision that differs the second time does not
   * depend on the command, the state and the context alone, and fails.
   */
  public Then<C, E, S> when(C command) {
    C received = roundTrips.command(command);
    Decision<E> decision = decide(received);
    Decision<E> again = decide(received);
    if (!decision.equals(again)) {
      throw new AssertionError(
          "%s decided differently the second time; take time and ids from Context only%n  first:  %s%n  second: %s"
              .formatted(command, decision, again));
    }
    return switch (decision) {
      case Accepted<E> accepted -> accepted(command, accepted);
      case Rejected<E> rejected -> new Then<>(this, command, rejected);
    };
  }

  /** The same after {@code events} happened too. */
  Given<C, E, S> after(List<E> events) {
    S next = fold(roundTrips, state, events);
    return new Given<>(roundTrips, next, sequenceNumber + events.size(), entityId, time);
  }

  private Then<C, E, S> accepted(C command, Accepted<E> accepted) {
    roundTrips.reply(accepted.reply());
    return new Then<>(after(accepted.events()), command, accepted);
  }

  private Decision<E> decide(C command) {
    Decider<C, E, S> decider = roundTrips.decider();
    return decider.decide(command, state, new Context(entityId, time, sequenceNumber + 1));
  }

  private static <C, E, S> S fold(
      RoundTrips<C, E, S> roundTrips, S from, List<? extends E> events) {
    S state = roundTrips.state(from);
    for (E event : events) {
      state = roundTrips.state(roundTrips.decider().evolve(state, roundTrips.event(event)));
    }
    return state;
  }
}
