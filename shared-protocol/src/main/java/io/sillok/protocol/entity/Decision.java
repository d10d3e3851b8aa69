package io.sillok.protocol.entity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Decider} answers to a command. */
public sealed interface Decision<E> {

  /**
   * The command takes effect.
   *
   * @param events recorded in this order, all or none; may be empty
   * @param reply sent to the caller as JSON: a record, a value or null
   */
  record Accepted<E>(List<E> events, @Nullable Object reply) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }

    /** The same with {@code value} as the reply. */
    public Accepted<E> reply(Object value) {
      return new Accepted<>(events, value);
    }
  }

  /** The entity's rules refuse the command, and nothing is recorded. */
  record Rejected<E>(String code, String message) implements Decision<E> {}
}
