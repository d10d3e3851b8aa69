package io.sillok.loadtests.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.CartCheck.Standing;
import io.sillok.loadtests.faults.check.CartModel.Order;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CartCheckTest {

  private static final int COMMANDS = 2_000;
  private final CartModel model = new CartModel();

  CartCheckTest() {
    model.apply(new Order("add-item", "p-1", 3));
    model.apply(new Order("add-item", "p-1", 2));
  }

  @Test
  void a_cart_that_is_as_its_model_is_right() {
    assertThat(check(new Standing(2, Map.of("p-1", 5), List.of(1L, 2L)))).allMatch(Finding::holds);
  }

  @Test
  void a_command_that_took_effect_twice_is_found() {
    assertThat(
            check(new Standing(3, Map.of("p-1", 7), List.of(1L, 2L, 3L))).getFirst().violations())
        .containsExactly("c-1 is at 3 with {p-1=7}, and should be at 2 with {p-1=5}");
  }

  @Test
  void an_event_that_is_lost_is_found() {
    assertThat(check(new Standing(1, Map.of("p-1", 3), List.of(1L))))
        .anyMatch(each -> !each.holds());
  }

  @Test
  void a_cart_that_is_gone_is_found() {
    assertThat(CartCheck.of(Map.of("c-1", model), Map.of(), 1).getFirst().holds()).isFalse();
  }

  @Test
  void a_gap_in_sequence_numbers_is_found() {
    assertThat(check(new Standing(2, Map.of("p-1", 5), List.of(1L, 3L))).getLast().violations())
        .containsExactly("c-1 has sequence number 3 where 2 should be");
  }

  @Test
  void every_command_that_a_model_thinks_of_changes_the_cart() {
    Random random = new Random(7);
    CartModel busy = new CartModel();
    for (int number = 0; number < COMMANDS; number++) {
      Map<String, Integer> before = busy.quantities();
      busy.apply(busy.next(random));
      assertThat(busy.quantities()).isNotEqualTo(before);
    }
    assertThat(busy.sequenceNumber()).isEqualTo(COMMANDS);
    assertThat(busy.quantities().values()).allMatch(quantity -> quantity > 0 && quantity <= 10_000);
  }

  private List<Finding> check(Standing standing) {
    return CartCheck.of(Map.of("c-1", model), Map.of("c-1", standing), 1);
  }
}
