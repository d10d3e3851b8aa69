package io.sillok.examples.storefront.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.cart.Cart.Line;
import io.sillok.examples.storefront.cart.CartCommand.AddItem;
import io.sillok.examples.storefront.cart.CartCommand.ChangeQuantity;
import io.sillok.examples.storefront.cart.CartCommand.CheckOut;
import io.sillok.examples.storefront.cart.CartCommand.RemoveItem;
import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision.Accepted;
import io.sillok.testkit.EntityTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CartPropertiesTest {

  private final EntityTest<CartCommand, CartEvent, Cart> cart = EntityTest.of(CartRules.CART);

  @Property(tries = 300)
  void replaying_what_happened_gives_the_same_cart(@ForAll("shopping") List<CartCommand> commands) {
    Shopping shopping = Shopping.of(commands);
    assertThat(cart.given(shopping.events).state()).isEqualTo(shopping.cart);
  }

  @Property(tries = 300)
  void every_line_has_a_quantity_within_bounds(@ForAll("shopping") List<CartCommand> commands) {
    assertThat(Shopping.of(commands).cart.lines())
        .allSatisfy(line -> assertThat(line.quantity()).isBetween(1, CartRules.MOST_OF_A_PRODUCT))
        .extracting(Line::productId)
        .doesNotHaveDuplicates();
  }

  @Property(tries = 300)
  void the_total_is_the_sum_of_the_lines(@ForAll("shopping") List<CartCommand> commands) {
    List<CartCommand> toTheEnd = new ArrayList<>(commands);
    toTheEnd.add(new AddItem("p-0", 1, Optional.of(BigDecimal.TEN)));
    toTheEnd.add(new CheckOut());
    for (CartEvent event : Shopping.of(toTheEnd).events) {
      if (event instanceof CheckedOut(var lines, var total)) {
        BigDecimal sum = BigDecimal.ZERO;
        for (var line : lines) {
          sum = sum.add(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())));
        }
        assertThat(total).isEqualTo(sum);
      }
    }
  }

  @Provide
  Arbitrary<List<CartCommand>> shopping() {
    Arbitrary<String> products = Arbitraries.integers().between(0, 3).map(n -> "p-" + n);
    Arbitrary<Integer> quantities = Arbitraries.integers();
    Arbitrary<Integer> fewQuantities = Arbitraries.integers().between(-1, 10_001);
    Arbitrary<Optional<BigDecimal>> prices = Arbitraries.bigDecimals().ofScale(2).optional();
    Arbitrary<CartCommand> adding =
        Combinators.combine(products, Arbitraries.oneOf(quantities, fewQuantities), prices)
            .as(AddItem::new);
    Arbitrary<CartCommand> changing =
        Combinators.combine(products, fewQuantities).as(ChangeQuantity::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, adding),
            net.jqwik.api.Tuple.of(2, changing),
            net.jqwik.api.Tuple.of(1, products.map(RemoveItem::new)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new CheckOut())))
        .list()
        .ofMaxSize(30);
  }

  /** A cart that was sent commands, and all that it accepted. */
  private record Shopping(List<CartEvent> events, Cart cart) {

    static Shopping of(List<CartCommand> commands) {
      var rules = CartRules.CART.decider();
      List<CartEvent> events = new ArrayList<>();
      Cart cart = rules.initial();
      for (CartCommand command : commands) {
        Context context = new Context("c-1", Instant.EPOCH, events.size() + 1);
        if (rules.decide(command, cart, context)
            instanceof Accepted<CartEvent>(var caused, var r)) {
          for (CartEvent event : caused) {
            events.add(event);
            cart = rules.evolve(cart, event);
          }
        }
      }
      return new Shopping(events, cart);
    }
  }
}
