package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StrangersTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Strangers strangers = new Strangers(Duration.ofSeconds(45));

  @Test
  void members_are_none() {
    assertThat(after(0, List.of("a", "b"), List.of("a", "b"))).isEmpty();
    assertThat(after(90, List.of("a", "b"), List.of("a", "b"))).isEmpty();
  }

  @Test
  void who_is_there_for_long_without_being_a_member_is_one() {
    assertThat(after(0, List.of("a", "x"), List.of("a"))).isEmpty();
    assertThat(after(44, List.of("a", "x", "y"), List.of("a"))).isEmpty();
    assertThat(after(45, List.of("a", "x", "y"), List.of("a"))).containsExactly("x");
    assertThat(after(89, List.of("a", "x", "y"), List.of("a"))).containsExactly("x", "y");
  }

  @Test
  void who_left_or_became_a_member_begins_anew() {
    after(0, List.of("x", "y"), List.of());
    assertThat(after(30, List.of("y"), List.of("y"))).isEmpty();
    assertThat(after(60, List.of("x", "y"), List.of())).isEmpty();
    assertThat(after(105, List.of("x", "y"), List.of())).containsExactly("x", "y");
  }

  private List<String> after(int seconds, List<String> present, List<String> members) {
    return strangers.among(present, members, BEGIN.plusSeconds(seconds));
  }
}
