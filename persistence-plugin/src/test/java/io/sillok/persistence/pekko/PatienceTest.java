package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final List<String> reasons = new ArrayList<>();

  @Test
  void a_store_that_comes_late_is_waited_for_and_each_time_it_is_told_why() {
    Deque<StoreException> failures =
        new ArrayDeque<>(
            List.of(
                failure("store-unreachable", "nobody listens"),
                failure("store-unreachable", "nobody of dc2 is there")));

    String store = patience(Duration.ofMinutes(1)).connected(() -> open(failures));

    assertThat(store).isEqualTo("open");
    assertThat(reasons).containsExactly("nobody listens", "nobody of dc2 is there");
  }

  @Test
  void what_is_refused_for_good_is_not_tried_again() {
    StoreException refused = failure("store-settings", "no such data center");
    Deque<StoreException> failures = new ArrayDeque<>(List.of(refused));

    assertThatThrownBy(() -> patience(Duration.ofMinutes(1)).connected(() -> open(failures)))
        .isSameAs(refused);
    assertThat(reasons).isEmpty();
  }

  @Test
  void the_last_failure_is_told_when_patience_ends() {
    StoreException away = failure("store-unreachable", "nobody listens");
    Deque<StoreException> failures = new ArrayDeque<>(List.of(away));

    assertThatThrownBy(() -> patience(Duration.ZERO).connected(() -> open(failures)))
        .isSameAs(away);
  }

  private Patience patience(Duration most) {
    return new Patience(most, reasons::add);
  }

  private static String open(Deque<StoreException> failures) {
    StoreException next = failures.poll();
    if (next != null) {
      throw next;
    }
    return "open";
  }

  private static StoreException failure(String code, String message) {
    return new StoreException(code, message, null);
  }
}
