package io.sillok.node.processor.sharded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.node.processor.sharded.PartitionAnswers.Answer.Given;
import io.sillok.node.processor.sharded.PartitionAnswers.Answer.Missing;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartitionAnswersTest {

  private static Missing<String> missing(String reason) {
    return new Missing<>(new ProcessorUnavailableException("timeout", reason));
  }

  @Test
  void partitions_that_do_not_answer_are_named_beside_the_answers_of_the_others() {
    PartitionAnswers<String> answers =
        PartitionAnswers.of(
            Map.of(
                31, missing("a"), 2, new Given<>("two"), 26, missing("b"), 1, new Given<>("one")));
    assertThat(answers.given()).containsExactly(Map.entry(1, "one"), Map.entry(2, "two"));
    assertThat(answers.missing()).containsExactly(26, 31);
  }

  @Test
  void where_none_answers_the_first_one_says_why() {
    assertThatThrownBy(() -> PartitionAnswers.of(Map.of(7, missing("late"), 3, missing("first"))))
        .isInstanceOf(ProcessorUnavailableException.class)
        .hasMessage("first");
  }

  @Test
  void nobody_is_missing_where_nobody_was_asked() {
    PartitionAnswers<String> answers = PartitionAnswers.of(Map.of());
    assertThat(answers.given()).isEmpty();
    assertThat(answers.missing()).isEmpty();
  }
}
