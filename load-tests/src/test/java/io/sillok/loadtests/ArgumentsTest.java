package io.sillok.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static final Set<String> NAMES = new TreeSet<>(Set.of("append", "queue"));
  private static final List<String> SHAPES = List.of("batches of 1", "batches of 100");

  @Test
  void a_name_alone_is_all_shapes_in_three_rounds() {
    Arguments arguments = Arguments.parse(List.of("append"), NAMES);

    assertThat(arguments.rounds()).isEqualTo(3);
    assertThat(arguments.chosen(SHAPES)).isEqualTo(SHAPES);
  }

  @Test
  void a_part_of_a_shape_chooses_all_that_have_it_and_a_whole_one_itself() {
    assertThat(Arguments.parse(List.of("append", "1", "batches"), NAMES).chosen(SHAPES))
        .isEqualTo(SHAPES);
    assertThat(Arguments.parse(List.of("append", "1", "batches of 1"), NAMES).chosen(SHAPES))
        .containsExactly("batches of 1");
  }

  @Test
  void an_unknown_comparison_is_told_with_those_that_there_are() {
    assertThatThrownBy(() -> Arguments.parse(List.of("apend"), NAMES))
        .hasMessageStartingWith("There is no comparison apend.")
        .hasMessageEndingWith("append, queue");
    assertThatThrownBy(() -> Arguments.parse(List.of(), NAMES)).hasMessageStartingWith("Usage:");
  }

  @Test
  void rounds_are_a_number_from_one_on() {
    for (String wrong : List.of("0", "-1", "two", "")) {
      assertThatThrownBy(() -> Arguments.parse(List.of("append", wrong), NAMES))
          .hasMessage("ROUNDS must be a whole number from 1 to 9999, but is " + wrong);
    }
  }

  @Test
  void a_shape_without_quotes_is_told() {
    assertThatThrownBy(() -> Arguments.parse(List.of("append", "1", "batches", "of", "1"), NAMES))
        .hasMessage("'of' is one word too many; a SHAPE of several words is in quotes");
  }

  @Test
  void an_unknown_shape_is_told_with_those_that_there_are() {
    Arguments arguments = Arguments.parse(List.of("append", "1", "of 7"), NAMES);

    assertThatThrownBy(() -> arguments.chosen(SHAPES))
        .hasMessage(
            "No shape of append has of 7 in its name; there are: batches of 1; batches of 100");
  }
}
