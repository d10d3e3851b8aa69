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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
            "rises", "place.measured", Measured.class, Last.class, List.of(ROSE), processor));
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
                .when(new Measured(1)),
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

  private static void fails(ThrowingCallable expectation, String... parts) {
    List<String> all = new ArrayList<>(List.of(parts));
    assertThatThrownBy(expectation).isInstanceOf(AssertionError.class).message().contains(all);
  }
}
