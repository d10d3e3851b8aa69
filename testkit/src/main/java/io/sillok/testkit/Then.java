package io.sillok.testkit;

import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.Decision.Accepted;
import io.sillok.protocol.entity.Decision.Rejected;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command. Expectations can be chained; each fails with what was found instead.
 */
public final class Then<C, E, S> {

  private final Given<C, E, S> after;
  private final C command;
  private final Decision<E> decision;

  Then(Given<C, E, S> after, C command, Decision<E> decision) {
    this.after = after;
    this.command = command;
    this.decision = decision;
  }

  /** The command was accepted and caused exactly {@code events}, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, never written to
  public final Then<C, E, S> thenEvents(E... events) {
    return thenEvents(List.of(events));
  }

  /** The command was accepted and caused exactly {@code events}, in this order. */
  public Then<C, E, S> thenEvents(List<? extends E> events) {
    if (!accepted().events().equals(events)) {
      throw differs("to cause", events, accepted().events());
    }
    return this;
  }

  /** The command was accepted and caused no event. */
  public Then<C, E, S> thenNothing() {
    return thenEvents(List.of());
  }

  /** The command was accepted and replied {@code reply}. */
  public Then<C, E, S> thenReply(@Nullable Object reply) {
    if (!Objects.equals(accepted().reply(), reply)) {
      throw differs("to reply", reply, accepted().reply());
    }
    return this;
  }

  /** The entity is in {@code state} now. */
  public Then<C, E, S> thenState(S state) {
    if (!after.state().equals(state)) {
      throw differs("to lead to", state, after.state());
    }
    return this;
  }

  /** The command was refused with {@code code}. */
  public Then<C, E, S> thenRejected(String code) {
    if (!rejected().code().equals(code)) {
      throw differs("to be rejected with", code, rejected().code());
    }
    return this;
  }

  /** The command was refused with {@code code} and a message that contains {@code part}. */
  public Then<C, E, S> thenRejected(String code, String part) {
    thenRejected(code);
    if (!rejected().message().contains(part)) {
      throw differs("to be rejected with a message that contains", part, rejected().message());
    }
    return this;
  }

  /** The events that the command caused. */
  public List<E> events() {
    return accepted().events();
  }

  /** The state that the entity is in now. */
  public S state() {
    return after.state();
  }

  /** The same entity with the next command. */
  public Then<C, E, S> when(C next) {
    return after.when(next);
  }

  private Accepted<E> accepted() {
    return switch (decision) {
      case Accepted<E> accepted -> accepted;
      case Rejected<E>(var code, var message) ->
          throw new AssertionError(
              "Expected %s to be accepted,%n  but it was rejected with %s: %s"
                  .formatted(command, code, message));
    };
  }

  private Rejected<E> rejected() {
    return switch (decision) {
      case Rejected<E> rejected -> rejected;
      case Accepted<E>(var events, var reply) ->
          throw new AssertionError(
              "Expected %s to be rejected,%n  but it was accepted and caused %s"
                  .formatted(command, events));
    };
  }

  private AssertionError differs(
      String relation, @Nullable Object expected, @Nullable Object actual) {
    return new AssertionError(
        "Expected %s %s%n  %s%nbut found%n  %s".formatted(command, relation, expected, actual));
  }
}
