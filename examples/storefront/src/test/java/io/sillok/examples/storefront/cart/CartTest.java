package io.sillok.examples.storefront.cart;

import static io.sillok.examples.storefront.cart.CartRules.MOST_OF_A_PRODUCT;

import io.sillok.examples.storefront.cart.Cart.Line;
import io.sillok.examples.storefront.cart.CartCommand.AddItem;
import io.sillok.examples.storefront.cart.CartCommand.ChangeQuantity;
import io.sillok.examples.storefront.cart.CartCommand.CheckOut;
import io.sillok.examples.storefront.cart.CartCommand.RemoveItem;
import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.examples.storefront.cart.CartEvent.ItemRemoved;
import io.sillok.examples.storefront.cart.CartEvent.PricedLine;
import io.sillok.examples.storefront.cart.CartEvent.QuantityChanged;
import io.sillok.testkit.EntityTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CartTest {

  private static final Optional<BigDecimal> NO_PRICE = Optional.empty();
  private static final BigDecimal PRICE = new BigDecimal("4.50");
  private static final ItemAdded TWO_PENS = new ItemAdded("pen", 2, Optional.of(PRICE));
  private static final ItemAdded ONE_INK = new ItemAdded("ink", 1, NO_PRICE);
  private static final CheckedOut PENS_BOUGHT =
      new CheckedOut(List.of(new PricedLine("pen", 2, PRICE)), new BigDecimal("9.00"));

  private final EntityTest<CartCommand, CartEvent, Cart> cart = EntityTest.of(CartRules.CART);

  @Test
  void an_item_is_added_without_a_price() {
    cart.givenNothing()
        .when(new AddItem("pen", 2, NO_PRICE))
        .thenEvents(new ItemAdded("pen", 2, NO_PRICE))
        .thenState(new Cart(List.of(new Line("pen", 2, NO_PRICE)), Optional.empty()));
  }

  @Test
  void a_blank_product_id_is_refused() {
    cart.given(TWO_PENS)
        .when(new AddItem(" ", 1, NO_PRICE))
        .thenRejected("product-id-blank", "must not be blank");
    cart.given(TWO_PENS)
        .when(new ChangeQuantity("", 1))
        .thenRejected("product-id-blank", "must not be blank");
    cart.given(TWO_PENS)
        .when(new RemoveItem("\t"))
        .thenRejected("product-id-blank", "must not be blank");
  }

  @Test
  void more_of_the_same_item_adds_up_and_keeps_its_price() {
    cart.given(TWO_PENS)
        .when(new AddItem("pen", 3, NO_PRICE))
        .thenEvents(new ItemAdded("pen", 3, NO_PRICE))
        .thenState(new Cart(List.of(new Line("pen", 5, Optional.of(PRICE))), Optional.empty()));
  }

  @Test
  void a_price_that_is_told_later_counts_for_the_whole_line() {
    cart.given(ONE_INK)
        .when(new AddItem("ink", 1, Optional.of(PRICE)))
        .thenState(new Cart(List.of(new Line("ink", 2, Optional.of(PRICE))), Optional.empty()));
  }

  @Test
  void an_item_for_nothing_is_free() {
    cart.givenNothing()
        .when(new AddItem("flyer", 1, Optional.of(BigDecimal.ZERO)))
        .when(new CheckOut())
        .thenReply(BigDecimal.ZERO);
  }

  @Test
  void a_quantity_below_one_is_not_added() {
    cart.givenNothing()
        .when(new AddItem("pen", 0, NO_PRICE))
        .thenRejected("quantity-not-positive", "is 0");
    cart.givenNothing()
        .when(new AddItem("pen", Integer.MIN_VALUE, NO_PRICE))
        .thenRejected("quantity-not-positive");
  }

  @Test
  void a_quantity_that_is_too_large_is_refused_and_never_wraps_around() {
    cart.given(TWO_PENS)
        .when(new AddItem("pen", Integer.MAX_VALUE, NO_PRICE))
        .thenRejected("quantity-too-large", "2147483649");
    cart.given(TWO_PENS)
        .when(new ChangeQuantity("pen", MOST_OF_A_PRODUCT + 1))
        .thenRejected("quantity-too-large", "10001");
  }

  @Test
  void a_cart_takes_as_many_of_a_product_as_it_says() {
    cart.given(TWO_PENS)
        .when(new AddItem("pen", MOST_OF_A_PRODUCT - 2, NO_PRICE))
        .thenEvents(new ItemAdded("pen", MOST_OF_A_PRODUCT - 2, NO_PRICE));
  }

  @Test
  void a_negative_price_is_refused() {
    cart.givenNothing()
        .when(new AddItem("pen", 1, Optional.of(new BigDecimal("-0.01"))))
        .thenRejected("price-negative", "-0.01");
  }

  @Test
  void a_quantity_changes() {
    cart.given(TWO_PENS)
        .when(new ChangeQuantity("pen", 7))
        .thenEvents(new QuantityChanged("pen", 2, 7))
        .thenState(new Cart(List.of(new Line("pen", 7, Optional.of(PRICE))), Optional.empty()));
  }

  @Test
  void the_quantity_that_it_has_already_changes_nothing() {
    cart.given(TWO_PENS).when(new ChangeQuantity("pen", 2)).thenNothing();
  }

  @Test
  void a_quantity_does_not_change_to_less_than_one() {
    cart.given(TWO_PENS)
        .when(new ChangeQuantity("pen", 0))
        .thenRejected("quantity-not-positive", "remove-item");
  }

  @Test
  void what_is_not_in_the_cart_neither_changes_nor_is_removed() {
    cart.given(TWO_PENS).when(new ChangeQuantity("ink", 1)).thenRejected("item-unknown", "ink");
    cart.given(TWO_PENS).when(new RemoveItem("ink")).thenRejected("item-unknown", "ink");
  }

  @Test
  void an_item_is_removed() {
    cart.given(TWO_PENS, ONE_INK)
        .when(new RemoveItem("pen"))
        .thenEvents(new ItemRemoved("pen", 2))
        .thenState(new Cart(List.of(new Line("ink", 1, NO_PRICE)), Optional.empty()));
  }

  @Test
  void check_out_tells_what_was_bought_and_replies_the_total() {
    cart.given(TWO_PENS)
        .when(new CheckOut())
        .thenEvents(PENS_BOUGHT)
        .thenReply(new BigDecimal("9.00"))
        .thenState(
            new Cart(
                List.of(new Line("pen", 2, Optional.of(PRICE))),
                Optional.of(new BigDecimal("9.00"))));
  }

  @Test
  void an_empty_cart_is_not_checked_out() {
    cart.givenNothing().when(new CheckOut()).thenRejected("cart-empty", "test-1");
    cart.given(TWO_PENS, new ItemRemoved("pen", 2)).when(new CheckOut()).thenRejected("cart-empty");
  }

  @Test
  void items_without_a_price_are_not_checked_out() {
    cart.given(TWO_PENS, ONE_INK).when(new CheckOut()).thenRejected("price-missing", "ink");
  }

  @Test
  void a_cart_that_was_checked_out_does_not_change_any_more() {
    List<CartCommand> commands =
        List.of(
            new AddItem("pen", 1, NO_PRICE),
            new ChangeQuantity("pen", 1),
            new RemoveItem("pen"),
            new CheckOut());
    for (CartCommand command : commands) {
      cart.given(TWO_PENS, PENS_BOUGHT).when(command).thenRejected("cart-checked-out", "test-1");
    }
  }
}
