package io.sillok.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.InvalidModuleException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProcessorTestTest {

  record Measured(int celsius) {}

  record Rose(String place, int by, Instant at) {}

  record Last(int celsius) {}

  static final EventDefinition<Rose> ROSE =
      EventDefinition.entity("temperature-rose", Rose.class, "place").at("at");

  /** Tells by how much the temperature of a place rose. */
  static class Rises implements Processor<Measured, Last> {
    @Override
    public Last initial() {
      return new Last(0);
    }

    @Override
    public Processing<Last> process(Last last, Incoming<Measured> measured) {
      int celsius = measured.event().celsius();
      Processing<Last> kept = keep(new Last(celsius));
      return celsius > last.celsius()
          ? kept.emit(ROSE, new Rose(measured.key(), celsius - last.celsius(), measured.time()))
          : kept;
    }

    @Override
    public Processing<Last> remove(Last last, String key, Instant time) {
      return keep(initial()).remove(ROSE, key);
    }
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ProcessorTest<Measured, Last> rises = of(new Rises());

  private static ProcessorTest<Measured, Last> of(Processor<Measured, Last> processor) {
    return ProcessorTest.of(
        ProcessorType.of(
            "rises",
            "place.measured",
            Measured.class,
            Last.class,
            List.of(ROSE, NOTED),
            processor));
  }

  @Test
  void an_event_is_processed_in_the_state_that_earlier_ones_lead_to() {
    rises
        .given(new Measured(3), new Measured(5))
        .when(new Measured(9))
        .thenEmits(ROSE, new Rose("test-1", 4, NOON))
        .thenState(new Last(9))
        .when(new Measured(8))
        .thenEmitsNothing()
        .thenState(new Last(8));
    assertThat(rises.given(List.of(new Measured(3))).state()).isEqualTo(new Last(3));
  }

  @Test
  void a_state_can_be_given_instead_of_the_events_that_lead_to_it() {
    rises
        .givenState(new Last(5))
        .when(new Measured(9))
        .thenEmits(ROSE, new Rose("test-1", 4, NOON))
        .thenState(new Last(9));
    assertThat(rises.givenState(new Last(5)).key("north").state()).isEqualTo(new Last(5));
  }

  @Test
  void the_key_and_the_time_are_those_that_were_told() {
    Instant later = NOON.plus(Duration.ofHours(1));
    ThenOutputs<Measured, Last> then =
        rises.givenNothing().key("north").at(later).when(new Measured(1));
    then.thenEmits(List.of(Output.of(ROSE, new Rose("north", 1, later))));
    assertThat(then.outputs()).hasSize(1);
    assertThat(then.state()).isEqualTo(new Last(1));
  }

  @Test
  void a_removal_is_processed_too() {
    rises
        .given(new Measured(3))
        .whenRemoved()
        .thenEmits(List.of(Output.removal(ROSE, "test-1")))
        .thenState(new Last(0));
  }

  @Test
  void an_expectation_that_is_not_met_fails_with_what_was_found() {
    ThenOutputs<Measured, Last> then = rises.givenNothing().when(new Measured(1));
    fails(then::thenEmitsNothing, "to emit", "[]", "Rose[place=test-1, by=1");
    fails(() -> then.thenEmits(ROSE, new Rose("test-1", 2, NOON)), "by=2", "by=1");
    fails(() -> then.thenEmits(ROSE), "by=1");
    fails(() -> then.thenState(new Last(7)), "to lead to", "celsius=7", "celsius=1");
    fails(
        () -> rises.given(new Measured(1)).whenRemoved().thenEmits(ROSE), "the removal of test-1");
  }

  @Test
  void a_processor_that_answers_differently_the_second_time_fails() {
    AtomicInteger calls = new AtomicInteger();
    ProcessorTest<Measured, Last> unsteady =
        of(
            new Rises() {
              @Override
              public Processing<Last> process(Last last, Incoming<Measured> measured) {
                return keep(new Last(calls.incrementAndGet()));
              }
            });
    fails(
        () -> unsteady.givenNothing().when(new Measured(1)),
        "was processed differently the second time",
        "celsius=1",
        "celsius=2");
  }

  @Test
  void what_a_node_could_not_take_fails() {
    fails(
        () ->
            of(new Rises() {
                  @Override
                  public Processing<Last> process(Last last, Incoming<Measured> measured) {
                    return keep(last)
                        .emit(
                            EventDefinition.unkeyed("fell", Rose.class),
                            new Rose("north", 1, NOON));
                  }
                })
                .givenNothing()
                .when(new Measured(1))
                .thenEmitsNothing(),
        "A node could not take this",
        "stream fell, which is none of its outputs");
    fails(
        () -> rises.givenNothing().at(NOON.plusNanos(1)).when(new Measured(1)),
        "A node could not take this");
    assertThatThrownBy(() ->
            ProcessorTest.of(
                ProcessorType.of(
                    "Rises",
                    "place.measured",
                    Measured.class,
                    Last.class,
                    List.of(ROSE),
                    new Rises())))
        .isInstanceOf(InvalidModuleException.class);
  }

  /** Answers for an event what {@code answer} says. */
  private static ProcessorTest<Measured, Last> answering(
      Function<Processing<Last>, Processing<Last>> answer) {
    return of(
        new Rises() {
          @Override
          public Processing<Last> process(Last last, Incoming<Measured> measured) {
            int celsius = measured.event().celsius();
            Processing<Last> kept = keep(new Last(last.celsius() + celsius));
            return celsius == 13 ? answer.apply(kept) : kept;
          }
        });
  }

  private static void parks(
      Function<Processing<Last>, Processing<Last>> answer, String... partOfReason) {
    GivenInput<Measured, Last> given = answering(answer).given(new Measured(2));
    ThenOutputs<Measured, Last> then = given.when(new Measured(13));
    then.thenParked(partOfReason).when(new Measured(4)).thenState(new Last(6));
    fails(then::thenEmitsNothing, "A node could not take this", "celsius=13] is parked");
    fails(() -> then.thenState(new Last(15)), partOfReason);
    fails(() -> then.when(new Measured(1)), partOfReason);
    fails(() -> then.thenParked("another reason"), "another reason", partOfReason[0]);
  }

  @Test
  void an_event_for_which_the_rules_throw_is_parked() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("13 is unlucky"),
            new AssertionError("13 is unlucky"),
            new IOException("13 is unlucky"),
            new OutOfMemoryError("13 is unlucky"),
            new NoClassDefFoundError("13 is unlucky"))) {
      parks(kept -> sneak(thrown), thrown.getClass().getName() + ": 13 is unlucky");
    }
    fails(
        () -> rises.givenNothing().when(new Measured(1)).thenParked(),
        "to be parked",
        "it was processed",
        "by=1");
  }

  private static Processing<Last> sneak(Throwable thrown) {
    throw ProcessorTestTest.<RuntimeException>sneaky(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // javac infers it unchecked
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void a_given_event_that_is_parked_counts_as_not_come() {
    ProcessorTest<Measured, Last> unlucky =
        answering(kept -> sneak(new IllegalStateException("13 is unlucky")));
    unlucky
        .given(new Measured(2), new Measured(13), new Measured(4))
        .when(new Measured(1))
        .thenState(new Last(7));
  }

  @Test
  void an_output_that_cannot_stand_has_the_event_parked() {
    parks(
        kept -> kept.emit(ROSE, new Rose("", 1, NOON)),
        "An event for temperature-rose cannot stand",
        "key must have 1 to 255 characters");
    parks(kept -> kept.remove(ROSE, ""), "key must have 1 to 255 characters");
    parks(
        kept -> kept.emit(ROSE, "south", new Rose("north", 1, NOON)),
        "key must be 'south', with which it came, but its field place is 'north'");
    parks(kept -> kept.emit(ROSE, new Rose("north", 1, NOON.plusNanos(1))), "microsecond");
    parks(
        kept -> kept.emit(NOTED, "north", new Noted(new byte[1024 * 1024])),
        "may have up to 1048576 (sillok.node.streams.max-event-bytes)");
  }

  @Test
  void bytes_are_compared_by_what_they_hold() {
    ProcessorTest<Noted, Noted> notes =
        ProcessorTest.of(
            ProcessorType.of(
                "notes", "place.noted", Noted.class, Noted.class, List.of(NOTED), new Notes()));
    byte[] one = {1};
    ThenOutputs<Noted, Noted> then = notes.given(new Noted(one)).when(new Noted(one));
    then.thenState(new Noted(new byte[] {1, 1}))
        .thenEmits(NOTED, new Noted(new byte[] {1, 1}))
        .thenEmits(List.of(Output.of(NOTED, "test-1", new Noted(new byte[] {1, 1}))));
    fails(() -> then.thenState(new Noted(one)), "to lead to");
    fails(() -> then.thenEmits(NOTED, new Noted(one)), "to emit");
    fails(
        () -> then.thenEmits(List.of(Output.of(NOTED, "a", new Noted(new byte[] {1, 1})))),
        "to emit");
  }

  @SuppressWarnings("ArrayRecordComponent") // which a module may have
  record Noted(byte[] text) {}

  static final EventDefinition<Noted> NOTED = EventDefinition.keyed("place-noted", Noted.class);

  /** Puts notes behind each other. */
  static final class Notes implements Processor<Noted, Noted> {
    @Override
    public Noted initial() {
      return new Noted(new byte[0]);
    }

    @Override
    public Processing<Noted> process(Noted before, Incoming<Noted> noted) {
      byte[] added = noted.event().text();
      byte[] all = Arrays.copyOf(before.text(), before.text().length + added.length);
      System.arraycopy(added, 0, all, before.text().length, added.length);
      return keep(new Noted(all)).emit(NOTED, noted.key(), new Noted(all));
    }
  }

  private static void fails(ThrowingCallable expectation, String... parts) {
    List<String> all = new ArrayList<>(List.of(parts));
    assertThatThrownBy(expectation).isInstanceOf(AssertionError.class).message().contains(all);
  }
}
