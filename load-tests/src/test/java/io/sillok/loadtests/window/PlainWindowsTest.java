package io.sillok.loadtests.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.loadtests.window.Clicks.Click;
import org.junit.jupiter.api.Test;

class PlainWindowsTest {

  private static final Click FIRST = Clicks.click(0);

  @Test
  void a_click_is_in_one_tumbling_window() {
    long start = FIRST.time() - FIRST.time() % 10_000;
    ResultDigest.Builder expected = new ResultDigest.Builder();
    expected.add(FIRST.user(), start, start + 10_000, 1, FIRST.amount());

    assertThat(PlainWindows.of(WindowShape.TUMBLING, 1)).isEqualTo(expected.build());
  }

  @Test
  void a_click_is_in_twelve_hopping_windows_of_its_product() {
    ResultDigest.Builder expected = new ResultDigest.Builder();
    long latest = FIRST.time() - FIRST.time() % 5_000;
    for (long start = latest - 55_000; start <= latest; start += 5_000) {
      expected.add(FIRST.productId(), start, start + 60_000, 1, FIRST.amount());
    }

    assertThat(PlainWindows.of(WindowShape.HOPPING, 1)).isEqualTo(expected.build());
  }

  @Test
  void a_session_ends_a_gap_behind_its_last_click() {
    ResultDigest.Builder expected = new ResultDigest.Builder();
    expected.add(FIRST.user(), FIRST.time(), FIRST.time() + 30_000, 1, FIRST.amount());

    assertThat(PlainWindows.of(WindowShape.SESSION, 1)).isEqualTo(expected.build());
  }

  @Test
  void each_user_has_a_session_each_time_that_he_comes() {
    int visit = Clicks.PER_SECOND * Clicks.VISIT_SECONDS;

    assertThat(PlainWindows.of(WindowShape.SESSION, 5L * visit).count())
        .isEqualTo(Clicks.USERS + Clicks.USERS / 4);
  }

  @Test
  void the_same_results_in_another_order_are_the_same() {
    ResultDigest.Builder one = new ResultDigest.Builder();
    one.add("a", 0, 10, 1, 5);
    one.add("b", 0, 10, 2, 7);
    ResultDigest.Builder other = new ResultDigest.Builder();
    other.add("b,0,10,2,7");
    other.add("a,0,10,1,5");

    assertThat(one.build()).isEqualTo(other.build());
  }

  @Test
  void who_tells_another_sum_is_found_out() {
    ResultDigest.Builder expected = new ResultDigest.Builder();
    expected.add("a", 0, 10, 1, 5);
    ResultDigest.Builder told = new ResultDigest.Builder();
    told.add("a", 0, 10, 1, 6);
    ResultDigest toldDigest = told.build();
    ResultDigest expectedDigest = expected.build();

    assertThatThrownBy(() -> expectedDigest.requireSame(toldDigest, "a-peer"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("a-peer told 1 results of digest ");
  }
}
