package io.sillok.protocol.entity;

import java.util.List;

/**
 * The rules of an entity type as pure functions. The same command in the same state decides the
 * same, and the same events always fold to the same state: no clock, randomness or I/O inside;
 * {@link Context} carries what would be impure.
 *
 * @param <C> commands: a sealed interface of records
 * @param <E> events: a sealed interface of records, named in the past tense
 * @param <S> state: a record or a sealed interface of records
 */
public interface Decider<C, E, S> {

  /** The state before the first event. */
  S initial();

  /** Decides what happens: {@link #accept} events, perhaps none, or {@link #reject}. */
  Decision<E> decide(C command, S state, Context context);

  /**
   * The state after {@code event}. Total: whatever was recorded has happened, so nothing is
   * validated here.
   */
  S evolve(S state, E event);

  /** Accepts the command; {@code events} are recorded in this order, all or none. */
  @SuppressWarnings("unchecked") // only read, never written to
  default Decision.Accepted<E> accept(E... events) {
    return new Decision.Accepted<>(List.of(events), null);
  }

  /**
   * Refuses the command; nothing is recorded.
   *
   * @param code stable and for programs, in kebab case, such as {@code cart-empty}
   * @param message for people: what was wrong, with the values, and what to do
   */
  default Decision<E> reject(String code, String message) {
    return new Decision.Rejected<>(code, message);
  }
}
