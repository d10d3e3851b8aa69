package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppendCheckTest {

  private static final LoggedEvent FIRST = event(3, 0, "a");
  private static final LoggedEvent SECOND = event(3, 2, "b");
  private static final Map<String, Place> ACKNOWLEDGED =
      Map.of("a", new Place(3, 0), "b", new Place(3, 2));

  @Test
  void events_that_stand_where_it_was_told_are_right() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST, SECOND), 2);

    assertThat(finding.holds()).isTrue();
    assertThat(finding.checked()).isEqualTo(2);
  }

  @Test
  void one_that_is_lost_is_found() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST), 2);

    assertThat(finding.holds()).isFalse();
    assertThat(finding.violations())
        .containsExactly("b was acknowledged at 3/2, and stands at no place");
  }

  @Test
  void one_that_stands_elsewhere_is_found() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST, event(4, 2, "b")), 2);

    assertThat(finding.violations())
        .containsExactly("b was acknowledged at 3/2, and stands at 4/2");
  }

  @Test
  void one_that_stands_twice_is_found() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST, SECOND, event(3, 5, "a")), 2);

    assertThat(finding.violations()).containsExactly("a stands twice: 3/0 and 3/5");
  }

  @Test
  void one_that_nobody_sent_is_found() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST, SECOND, event(3, 5, "c")), 2);

    assertThat(finding.violations()).containsExactly("c stands at 3/5, and was never acknowledged");
  }

  @Test
  void too_few_say_nothing() {
    Finding finding = AppendCheck.of(ACKNOWLEDGED, List.of(FIRST, SECOND), 3);

    assertThat(finding.holds()).isFalse();
    assertThat(finding.line()).contains("2 checked, fewer than the 3 that it takes");
  }

  private static LoggedEvent event(int partition, long offset, String id) {
    return new LoggedEvent(partition, offset, id, "p-1", 0, 1);
  }
}
