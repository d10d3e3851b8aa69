package io.sillok.node.window.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.shard.ShardAnswer.Found;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShardAnswerTest {

  /** What Pekko takes in one piece, less some for what is around it. */
  private static final int FRAME = 250 << 10;

  @Test
  void what_is_more_than_a_message_holds_is_left_for_the_next_one() {
    List<String> results =
        Collections.nCopies(1_000, "é".repeat(500)); // two bytes each, as it is sent
    List<String> places = new ArrayList<>();
    results.forEach(result -> places.add("p" + places.size()));
    Found found = Found.upTo(results, places, false);
    assertThat(found.more()).isTrue();
    assertThat(found.results()).hasSizeBetween(100, FRAME / 1_000);
    assertThat(found.places()).isEqualTo(places.subList(0, found.results().size()));
  }

  @Test
  void what_a_message_holds_is_answered_at_once() {
    List<String> few = List.of("one", "two");
    assertThat(Found.upTo(few, few, false)).isEqualTo(new Found(few, few, false));
    assertThat(Found.upTo(few, few, true).more()).isTrue();
    assertThat(Found.upTo(List.of(), List.of(), false).results()).isEmpty();
  }

  @Test
  void one_that_is_too_large_is_answered_alone() {
    List<String> large = List.of("x".repeat(FRAME), "y");
    assertThat(Found.upTo(large, large, false).results()).containsExactly(large.getFirst());
  }
}
