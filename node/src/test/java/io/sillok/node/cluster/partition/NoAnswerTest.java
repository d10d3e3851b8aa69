package io.sillok.node.cluster.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class NoAnswerTest {

  private static final String LATE = "It may stand or not; append it again";

  @Test
  void what_came_to_no_partition_says_so_however_it_is_wrapped() {
    CrowdedException crowded = new CrowdedException("appenders", 8);
    NoAnswer expected =
        new NoAnswer(
            "partition-moving", "8 requests wait already for partitions of appenders; ask again");

    assertThat(NoAnswer.of(crowded, LATE)).isEqualTo(expected);
    assertThat(NoAnswer.of(new CompletionException(new CompletionException(crowded)), LATE))
        .isEqualTo(expected);
  }

  @Test
  void of_what_may_have_come_to_one_it_is_told_what_to_do() {
    assertThat(NoAnswer.of(new CompletionException(new TimeoutException("ask")), LATE))
        .isEqualTo(new NoAnswer("timeout", LATE));
  }
}
