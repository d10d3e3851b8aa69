package io.sillok.node.processor.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import io.sillok.node.tally.TallyModule.NumberTold;
import io.sillok.node.tally.TallyModule.Total;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FoldTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Fold.Limits ROOMY =
      new Fold.Limits(1000, Long.MAX_VALUE, Integer.MAX_VALUE, 1000);

  private final List<String> emitted = new ArrayList<>();

  private Fold<NumberTold, Total> fold(Tally tally, Fold.Limits limits) {
    return new Fold<>(model(tally), "number-told/3", this::encode, limits, () -> NOW);
  }

  private static ProcessorModel<NumberTold, Total> model(Tally tally) {
    return ProcessorModel.of(
        ProcessorType.of(
                "totals",
                "number-told",
                NumberTold.class,
                Total.class,
                List.of(TallyModule.TOTAL_CHANGED, TallyModule.ODD_TOLD),
                tally)
            .attempts(3),
        Map.of(
            "total-changed", StreamModel.of(TallyModule.TOTAL_CHANGED),
            "odd-told", StreamModel.of(TallyModule.ODD_TOLD)));
  }

  /** Notes what would be appended; what is 404 cannot be. */
  private List<OutputEvent> encode(long offset, Instant time, List<Output<?>> outputs) {
    if (outputs.getFirst().event().toString().contains("=404")) {
      throw new CodecException("It is too odd", null);
    }
    outputs.forEach(output -> emitted.add(offset + " " + output.event().orElse(null)));
    return List.of();
  }

  private static InputEvent<NumberTold> told(long offset, String name, long value) {
    return new InputEvent.Legible<>(offset, new Incoming<>(name, NOW, new NumberTold(name, value)));
  }

  private static Total state(Folded folded, String key) {
    return model(new Tally(true))
        .state()
        .decode(Objects.requireNonNull(folded.states().get(key)).orElseThrow().avro());
  }

  @Test
  void events_are_processed_in_order_each_in_the_state_of_its_key() {
    Folded folded =
        fold(new Tally(false), ROOMY)
            .fold(
                List.of(told(3, "a", 2), told(4, "b", 4), told(7, "a", 6)),
                Map.of("b", new Total(100, 7)));
    assertThat(folded.taken()).isEqualTo(3);
    assertThat(folded.processed()).containsExactly(3L, 4L, 7L);
    assertThat(folded.parked()).isEmpty();
    assertThat(state(folded, "a")).isEqualTo(new Total(8, 2));
    assertThat(state(folded, "b")).isEqualTo(new Total(104, 8));
    assertThat(emitted)
        .containsExactly(
            "3 TotalChanged[name=a, total=2, count=1]",
            "4 TotalChanged[name=b, total=104, count=8]",
            "7 TotalChanged[name=a, total=8, count=2]");
  }

  @Test
  void an_event_whose_processing_throws_is_parked_after_all_attempts_as_if_it_had_not_come() {
    AtomicInteger attempts = new AtomicInteger();
    Tally counting =
        new Tally(false) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            attempts.addAndGet(told.event().value() == UNLUCKY ? 1 : 0);
            return super.process(before, told);
          }
        };
    Folded folded =
        fold(counting, ROOMY)
            .fold(List.of(told(1, "a", 2), told(2, "a", 13), told(3, "a", 4)), Map.of());
    assertThat(attempts).hasValue(3);
    assertThat(folded.taken()).isEqualTo(3);
    assertThat(folded.processed()).containsExactly(1L, 3L);
    assertThat(folded.parked())
        .singleElement()
        .satisfies(parked -> {
          assertThat(parked.offset()).isEqualTo(2);
          assertThat(parked.attempts()).isEqualTo(3);
          assertThat(parked.at()).isEqualTo(NOW);
          assertThat(parked.reason())
              .matches(
                  "java.lang.IllegalStateException: 13 is unlucky at io.sillok.node.tally.Tally.process\\(Tally.java:\\d+\\)");
        });
    assertThat(state(folded, "a")).isEqualTo(new Total(6, 2));
  }

  /** Processes one event with rules that throw, whatever it is. */
  private Folded foldThrowing(Throwable thrown) {
    Tally throwing =
        new Tally(false) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            return sneak(thrown);
          }
        };
    return fold(throwing, ROOMY).fold(List.of(told(7, "a", 2)), Map.of());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // javac infers it unchecked
  private static <T extends Throwable, R> R sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  static Stream<Throwable> whatParks() {
    return Stream.of(
        new IOException("checked"),
        new Error("plain"),
        new StackOverflowError("deep"),
        new OutOfMemoryError("pretend"),
        new InternalError("machine"),
        new NullPointerException(),
        new Untellable());
  }

  /** Fails to tell what it is. */
  private static final class Untellable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new Error("no words");
    }
  }

  @ParameterizedTest
  @MethodSource("whatParks")
  void whatever_the_rules_throw_parks_the_event_and_is_told_with_its_class(Throwable thrown) {
    Folded folded = foldThrowing(thrown);
    assertThat(folded.taken()).isEqualTo(1);
    assertThat(folded.parked())
        .singleElement()
        .satisfies(parked -> assertThat(parked.reason()).startsWith(thrown.getClass().getName()));
  }

  @Test
  void a_reason_names_the_place_in_the_rules_also_where_the_platform_threw() {
    Tally parsing =
        new Tally(false) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            Objects.requireNonNull(Map.of().get(told.key()));
            return keep(before);
          }
        };
    assertThat(
            fold(parsing, ROOMY)
                .fold(List.of(told(1, "a", 2)), Map.of())
                .parked()
                .getFirst()
                .reason())
        .matches(
            "java.lang.NullPointerException at .*FoldTest\\$\\d+.process\\(FoldTest.java:\\d+\\)");
  }

  @Test
  void the_event_that_is_being_processed_is_known_for_as_long_as_it_takes() {
    List<Fold<NumberTold, Total>> folds = new ArrayList<>();
    List<OptionalLong> seen = new ArrayList<>();
    Tally looking =
        new Tally(false) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            seen.add(folds.getFirst().running());
            return super.process(before, told);
          }
        };
    Fold<NumberTold, Total> fold = fold(looking, ROOMY);
    folds.add(fold);
    fold.fold(List.of(told(3, "a", 2), told(8, "b", 2)), Map.of());
    assertThat(seen).containsExactly(OptionalLong.of(3), OptionalLong.of(8));
    assertThat(fold.running()).isEmpty();
  }

  @Test
  void an_event_whose_outputs_cannot_stand_emits_none_and_changes_no_state() {
    Folded folded = fold(new Tally(true), ROOMY).fold(List.of(told(1, "a", 404)), Map.of());
    assertThat(folded.parked())
        .singleElement()
        .satisfies(parked -> assertThat(parked.reason()).isEqualTo("It is too odd"));
    assertThat(folded.states()).isEmpty();
    assertThat(emitted).isEmpty();
  }

  @Test
  void an_event_that_cannot_be_read_is_parked_at_once() {
    Folded folded =
        fold(new Tally(false), ROOMY)
            .fold(List.of(new InputEvent.Illegible<>(5, 4, "broken")), Map.of());
    assertThat(folded.parked()).containsExactly(new Parked(5, 4, "broken", NOW));
  }

  @Test
  void nothing_is_taken_behind_the_last_that_may_be_parked() {
    Folded folded =
        fold(new Tally(false), new Fold.Limits(1000, Long.MAX_VALUE, Integer.MAX_VALUE, 1))
            .fold(List.of(told(1, "a", 2), told(2, "a", 13), told(3, "a", 4)), Map.of());
    assertThat(folded.taken()).isEqualTo(2);
    assertThat(folded.parked()).extracting(Parked::offset).containsExactly(2L);
    assertThat(state(folded, "a")).isEqualTo(new Total(2, 1));
    assertThat(emitted).containsExactly("1 TotalChanged[name=a, total=2, count=1]");
  }

  @Test
  void what_cannot_be_parked_any_more_is_not_taken() {
    Folded folded =
        fold(new Tally(false), new Fold.Limits(1000, Long.MAX_VALUE, Integer.MAX_VALUE, 0))
            .fold(List.of(told(1, "a", 2), told(2, "a", 13), told(3, "a", 4)), Map.of());
    assertThat(folded.taken()).isEqualTo(1);
    assertThat(folded.parked()).isEmpty();
    assertThat(state(folded, "a")).isEqualTo(new Total(2, 1));
  }

  @Test
  void a_key_that_is_back_in_its_first_state_is_forgotten() {
    Folded folded =
        fold(new Tally(false), ROOMY)
            .fold(
                List.of(told(1, "a", 2), new InputEvent.Removal<>(2, "a", NOW)),
                Map.of("a", new Total(7, 7)));
    assertThat(folded.states().get("a")).isEmpty();
    assertThat(emitted).endsWith("2 TotalChanged[name=a, total=0, count=0]");
  }

  @Test
  void a_state_that_does_not_change_is_not_written() {
    Folded folded =
        fold(new Tally(false), ROOMY)
            .fold(List.of(new InputEvent.Removal<>(2, "a", NOW)), Map.of());
    assertThat(folded.states()).isEmpty();
  }

  @Test
  void an_event_without_a_key_has_no_state() {
    Folded folded =
        fold(new Tally(false), ROOMY).fold(List.of(told(1, "", 2), told(2, "", 4)), Map.of());
    assertThat(folded.states()).isEmpty();
    assertThat(emitted)
        .containsExactly(
            "1 TotalChanged[name=, total=2, count=1]", "2 TotalChanged[name=, total=4, count=1]");
  }

  @Test
  void a_reason_is_bounded_and_can_be_kept() {
    Tally shouting =
        new Tally(false) {
          @Override
          public Processing<Total> process(Total before, Incoming<NumberTold> told) {
            throw new IllegalStateException("x".repeat(981) + "\uD83D\uDE00".repeat(1000));
          }
        };
    String reason =
        fold(shouting, ROOMY).fold(List.of(told(1, "a", 2)), Map.of()).parked().getFirst().reason();
    assertThat(reason.length()).isLessThanOrEqualTo(1000);
    assertThat(reason.chars().filter(each -> Character.isSurrogate((char) each)).count() % 2)
        .as("no half characters")
        .isZero();
  }
}
