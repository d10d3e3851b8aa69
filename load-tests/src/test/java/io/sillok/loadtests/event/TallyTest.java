package io.sillok.loadtests.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final long EVENTS = 2 * PageViews.PRODUCTS;

  private final Tally tally = new Tally();

  @Test
  void products_may_come_in_any_order() {
    for (int product = PageViews.PRODUCTS - 1; product >= 0; product--) {
      see(PageViews.json(product));
      see(PageViews.json(product + PageViews.PRODUCTS));
    }

    assertThat(tally.count()).isEqualTo(EVENTS);
    assertThatCode(() -> tally.requireSame(Tally.of(EVENTS))).doesNotThrowAnyException();
  }

  @Test
  void the_events_of_a_product_may_not() {
    see(PageViews.json(7));

    assertThatThrownBy(() -> see(PageViews.json(7 + 2 * PageViews.PRODUCTS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Of p-0007, visit 2 came where 1 should have");
  }

  @Test
  void none_may_come_twice() {
    see(PageViews.json(7));

    assertThatThrownBy(() -> see(PageViews.json(7))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void none_may_be_missing() {
    see(PageViews.json(0));

    assertThatThrownBy(() -> tally.requireSame(Tally.of(2)))
        .hasMessage("1 events were read, but there are 2");
  }

  @Test
  void none_may_be_changed() {
    see(PageViews.json(0).replace("tea", "tee"));

    assertThatThrownBy(() -> tally.requireSame(Tally.of(1)))
        .hasMessageContaining("not as they were written");
  }

  private void see(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    tally.add(bytes, 0, bytes.length);
  }
}
