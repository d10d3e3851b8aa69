package io.sillok.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.schema.InvalidModuleException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EntityTestTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  sealed interface Command {
    record Append(String entry) implements Command {}

    record AppendAll(List<String> entries) implements Command {}

    record Seal() implements Command {}
  }

  sealed interface Event {
    record Appended(UUID id, String entry, Instant time) implements Event {}

    record Sealed() implements Event {}
  }

  record Annal(List<String> entries, boolean closed) {}

  private static class Rules implements Decider<Command, Event, Annal> {

    @Override
    public Annal initial() {
      return new Annal(List.of(), false);
    }

    @Override
    public Decision<Event> decide(Command command, Annal annal, Context context) {
      if (annal.closed()) {
        return reject("annal-sealed", "Annal %s is sealed".formatted(context.entityId()));
      }
      return switch (command) {
        case Command.Append(var entry) -> accept(appended(entry, context)).reply(entry.length());
        case Command.AppendAll(var entries) ->
            accept(entries.stream().map(entry -> appended(entry, context)).toArray(Event[]::new));
        case Command.Seal() -> accept(new Event.Sealed());
      };
    }

    Event appended(String entry, Context context) {
      return new Event.Appended(context.newId(), entry, context.time());
    }

    @Override
    public Annal evolve(Annal annal, Event event) {
      return switch (event) {
        case Event.Appended appended -> {
          List<String> entries = new ArrayList<>(annal.entries());
          entries.add(appended.entry());
          yield new Annal(entries, annal.closed());
        }
        case Event.Sealed() -> new Annal(annal.entries(), true);
      };
    }
  }

  private final EntityTest<Command, Event, Annal> annal = EntityTest.of(typeOf(new Rules()));

  @Test
  void what_is_as_expected_passes() {
    Event.Appended rain = new Event.Appended(idOf("test-1", 1), "rain", NOON);
    annal
        .givenNothing()
        .when(new Command.Append("rain"))
        .thenEvents(rain)
        .thenReply(4)
        .thenState(new Annal(List.of("rain"), false))
        .when(new Command.Seal())
        .thenEvents(new Event.Sealed())
        .thenReply(null)
        .when(new Command.Seal())
        .thenRejected("annal-sealed", "test-1");
    assertThat(annal.given(rain, new Event.Sealed()).state())
        .isEqualTo(new Annal(List.of("rain"), true));
  }

  @Test
  void time_and_id_are_what_the_test_says() {
    Instant later = NOON.plusSeconds(60);
    annal
        .givenNothing()
        .at(later)
        .entityId("a-7")
        .when(new Command.Append("snow"))
        .thenEvents(new Event.Appended(idOf("a-7", 1), "snow", later))
        .when(new Command.Append("snow"))
        .thenEvents(new Event.Appended(idOf("a-7", 2), "snow", later));
  }

  @Test
  void several_events_get_ids_of_their_own() {
    var then = annal.givenNothing().when(new Command.AppendAll(List.of("a", "b")));
    assertThat(then.events())
        .extracting(event -> ((Event.Appended) event).id())
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(then.state().entries()).containsExactly("a", "b");
  }

  @Test
  void what_is_not_as_expected_fails_with_what_was_found() {
    Then<Command, Event, Annal> sealed = annal.givenNothing().when(new Command.Seal());
    fails(sealed::thenNothing, "Expected Seal[] to cause\n  []\nbut found\n  [Sealed[]]");
    fails(() -> sealed.thenReply(7), "Expected Seal[] to reply\n  7\nbut found\n  null");
    fails(
        () -> sealed.thenState(new Annal(List.of(), false)),
        "Expected Seal[] to lead to\n  Annal[entries=[], closed=false]\nbut found\n"
            + "  Annal[entries=[], closed=true]");
    fails(
        () -> sealed.thenRejected("annal-sealed"),
        "Expected Seal[] to be rejected,\n  but it was accepted and caused [Sealed[]]");
    Then<Command, Event, Annal> refused = sealed.when(new Command.Seal());
    fails(
        refused::thenNothing,
        "Expected Seal[] to be accepted,\n"
            + "  but it was rejected with annal-sealed: Annal test-1 is sealed");
    fails(
        () -> refused.thenRejected("annal-open"),
        "Expected Seal[] to be rejected with\n  annal-open\nbut found\n  annal-sealed");
    fails(
        () -> refused.thenRejected("annal-sealed", "a-7"),
        "Expected Seal[] to be rejected with a message that contains\n  a-7\nbut found\n"
            + "  Annal test-1 is sealed");
  }

  @Test
  void an_impure_decision_fails() {
    AtomicInteger calls = new AtomicInteger();
    Rules impure =
        new Rules() {
          @Override
          Event appended(String entry, Context context) {
            return super.appended(entry + calls.incrementAndGet(), context);
          }
        };
    var given = EntityTest.of(typeOf(impure)).givenNothing();
    assertThatThrownBy(() -> given.when(new Command.Append("a")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("decided differently the second time")
        .hasMessageContaining("entry=a1")
        .hasMessageContaining("entry=a2");
  }

  @Test
  void what_a_node_could_not_keep_fails() {
    Rules precise =
        new Rules() {
          @Override
          Event appended(String entry, Context context) {
            return new Event.Appended(context.newId(), entry, context.time().plusNanos(1));
          }
        };
    var given = EntityTest.of(typeOf(precise)).givenNothing();
    fails(
        () -> given.when(new Command.Append("a")),
        "A node could not take this: EntityTestTest.Event.Appended.time is "
            + "2026-01-01T12:00:00.000000001Z, finer than a microsecond; "
            + "truncate it to microseconds");
  }

  @Test
  void a_reply_that_has_no_json_fails() {
    Rules odd =
        new Rules() {
          @Override
          public Decision<Event> decide(Command command, Annal state, Context context) {
            return accept().reply(LocalTime.NOON);
          }
        };
    var given = EntityTest.of(typeOf(odd)).givenNothing();
    assertThatThrownBy(() -> given.when(new Command.Seal()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The reply has no JSON: LocalTime has the type");
  }

  @Test
  void a_type_that_a_node_would_refuse_is_refused() {
    EntityType<Command, Event, Annal> misnamed =
        EntityType.of("An Annal", Command.class, Event.class, Annal.class, new Rules());
    assertThatThrownBy(() -> EntityTest.of(misnamed))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("'An Annal'");
  }

  private static EntityType<Command, Event, Annal> typeOf(Rules rules) {
    return EntityType.of("annal", Command.class, Event.class, Annal.class, rules);
  }

  private static UUID idOf(String entityId, long sequenceNumber) {
    return new Context(entityId, NOON, sequenceNumber).newId();
  }

  private static void fails(ThrowingCallable expectation, String message) {
    assertThatThrownBy(expectation)
        .isInstanceOf(AssertionError.class)
        .extracting(Throwable::getMessage)
        .asString()
        .isEqualToNormalizingNewlines(message);
  }
}
