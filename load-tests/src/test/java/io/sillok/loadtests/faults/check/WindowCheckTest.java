package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.WindowCheck.Sum;
import io.sillok.loadtests.faults.check.WindowCheck.Told;
import io.sillok.loadtests.faults.check.WindowCheck.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowCheckTest {

  private static final Window FIRST = new Window("p-1", 0);
  private static final Window SECOND = new Window("p-1", 1000);
  private static final Map<Window, Sum> REFERENCE =
      WindowCheck.reference(
          List.of(event("p-1", 0, 5), event("p-1", 999, 6), event("p-1", 1000, 7)),
          LoggedEvent::key,
          1000,
          1000);

  @Test
  void the_reference_is_what_falls_into_each_window() {
    assertThat(REFERENCE).isEqualTo(Map.of(FIRST, new Sum(2, 11), SECOND, new Sum(1, 7)));
  }

  @Test
  void times_before_1970_fall_into_their_windows() {
    assertThat(WindowCheck.reference(List.of(event("p-1", -1, 5)), LoggedEvent::key, 1000, 1000))
        .containsOnlyKeys(new Window("p-1", -1000));
  }

  @Test
  void an_event_falls_into_each_window_of_its_key_that_has_begun_and_not_ended() {
    assertThat(
            WindowCheck.reference(
                List.of(event("p-1", 1000, 5), event("p-2", 2999, 6)), event -> "all", 2000, 1000))
        .isEqualTo(
            Map.of(
                new Window("all", 0), new Sum(1, 5),
                new Window("all", 1000), new Sum(2, 11),
                new Window("all", 2000), new Sum(1, 6)));
  }

  @Test
  void windows_that_are_told_once_are_right() {
    assertThat(check(new Told(SECOND, new Sum(1, 7)), new Told(FIRST, new Sum(2, 11))).holds())
        .isTrue();
  }

  @Test
  void a_window_that_was_never_told_is_found() {
    assertThat(check(new Told(FIRST, new Sum(2, 11))).violations())
        .singleElement()
        .asString()
        .contains("was never told");
  }

  @Test
  void a_window_that_was_told_twice_is_found() {
    Told first = new Told(FIRST, new Sum(2, 11));
    assertThat(check(first, first, new Told(SECOND, new Sum(1, 7))).holds()).isFalse();
  }

  @Test
  void a_window_that_counted_an_event_twice_is_found() {
    assertThat(check(new Told(FIRST, new Sum(3, 17)), new Told(SECOND, new Sum(1, 7))).holds())
        .isFalse();
  }

  @Test
  void a_window_that_should_not_be_is_found() {
    Told none = new Told(new Window("p-2", 0), new Sum(1, 1));
    assertThat(
            check(none, new Told(FIRST, new Sum(2, 11)), new Told(SECOND, new Sum(1, 7))).holds())
        .isFalse();
  }

  private static Finding check(Told... told) {
    return WindowCheck.of("views", List.of(told), REFERENCE, 1);
  }

  private static LoggedEvent event(String key, long time, long number) {
    return new LoggedEvent(0, number, "e-" + number, key, time, number);
  }
}
