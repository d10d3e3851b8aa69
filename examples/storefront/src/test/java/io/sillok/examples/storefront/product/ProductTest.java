package io.sillok.examples.storefront.product;

import io.sillok.examples.storefront.product.Product.ForSale;
import io.sillok.examples.storefront.product.Product.Withdrawal;
import io.sillok.examples.storefront.product.ProductCommand.Feature;
import io.sillok.examples.storefront.product.ProductCommand.Reprice;
import io.sillok.examples.storefront.product.ProductCommand.Restock;
import io.sillok.examples.storefront.product.ProductCommand.Withdraw;
import io.sillok.examples.storefront.product.ProductEvent.Featured;
import io.sillok.examples.storefront.product.ProductEvent.Listed;
import io.sillok.examples.storefront.product.ProductEvent.Repriced;
import io.sillok.examples.storefront.product.ProductEvent.Restocked;
import io.sillok.examples.storefront.product.ProductEvent.Withdrawn;
import io.sillok.testkit.EntityTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductTest {

  private static final BigDecimal PRICE = new BigDecimal("4.50");
  private static final BigDecimal BELOW_ZERO = new BigDecimal("-1");
  private static final Listed PEN = new Listed("Pen", PRICE, 10);
  private static final Withdrawn SOLD_OUT = new Withdrawn(Optional.of("sold out"));

  private final EntityTest<ProductCommand, ProductEvent, Product> product =
      EntityTest.of(ProductRules.PRODUCT);

  @Test
  void a_product_is_listed() {
    product
        .givenNothing()
        .when(new ProductCommand.List("Pen", PRICE, 10))
        .thenEvents(PEN)
        .thenState(new ForSale("Pen", PRICE, 10));
  }

  @Test
  void a_product_that_is_listed_is_not_listed_again() {
    product
        .given(PEN)
        .when(new ProductCommand.List("Pencil", PRICE, 1))
        .thenRejected("product-listed", "Pen");
  }

  @Test
  void a_withdrawn_product_can_be_listed_again() {
    product
        .given(PEN, SOLD_OUT)
        .when(new ProductCommand.List("Pen", PRICE, 10))
        .thenState(new ForSale("Pen", PRICE, 10));
  }

  @Test
  void a_product_needs_a_name_a_price_and_a_stock() {
    product.givenNothing().when(new ProductCommand.List(" ", PRICE, 10)).thenRejected("name-blank");
    product
        .givenNothing()
        .when(new ProductCommand.List("Pen", BELOW_ZERO, 10))
        .thenRejected("price-negative", "-1");
    product
        .givenNothing()
        .when(new ProductCommand.List("Pen", PRICE, -1))
        .thenRejected("stock-negative", "-1");
  }

  @Test
  void a_price_changes() {
    product
        .given(PEN)
        .when(new Reprice(BigDecimal.TEN))
        .thenEvents(new Repriced(PRICE, BigDecimal.TEN))
        .thenState(new ForSale("Pen", BigDecimal.TEN, 10));
  }

  @Test
  void the_same_price_in_other_digits_changes_nothing() {
    product.given(PEN).when(new Reprice(new BigDecimal("4.5"))).thenNothing();
  }

  @Test
  void a_price_does_not_fall_below_zero() {
    product.given(PEN).when(new Reprice(BELOW_ZERO)).thenRejected("price-negative", "-1");
  }

  @Test
  void restocking_adds_to_the_stock_and_replies_it() {
    product
        .given(PEN)
        .when(new Restock(5))
        .thenEvents(new Restocked(5, 15))
        .thenReply(15L)
        .thenState(new ForSale("Pen", PRICE, 15));
  }

  @Test
  void restocking_takes_at_least_one_and_never_wraps_around() {
    product.given(PEN).when(new Restock(0)).thenRejected("quantity-not-positive", "is 0");
    product
        .given(PEN)
        .when(new Restock(Long.MAX_VALUE))
        .thenRejected("quantity-too-large", "stock of 10");
    product.given(PEN).when(new Restock(Long.MAX_VALUE - 10)).thenReply(Long.MAX_VALUE);
  }

  @Test
  void a_product_is_withdrawn_with_or_without_a_reason() {
    product
        .given(PEN)
        .when(new Withdraw(Optional.of("sold out")))
        .thenEvents(SOLD_OUT)
        .thenState(new Withdrawal("Pen", Optional.of("sold out")));
    product
        .given(PEN)
        .when(new Withdraw(Optional.empty()))
        .thenState(new Withdrawal("Pen", Optional.empty()));
  }

  @Test
  void what_is_not_for_sale_is_neither_repriced_nor_restocked_nor_withdrawn() {
    List<ProductCommand> commands =
        List.of(new Reprice(PRICE), new Restock(1), new Withdraw(Optional.empty()));
    for (ProductCommand command : commands) {
      product.givenNothing().when(command).thenRejected("product-not-for-sale", "test-1");
      product.given(PEN, SOLD_OUT).when(command).thenRejected("product-not-for-sale", "test-1");
    }
  }

  @Test
  void a_product_is_featured_while_it_is_for_sale() {
    Instant until = Instant.parse("2026-03-01T10:05:00Z");
    product
        .given(PEN)
        .when(new Feature(120, until))
        .thenEvents(new Featured(120, until))
        .thenState(new ForSale("Pen", PRICE, 10));
    product.given(PEN, SOLD_OUT).when(new Feature(120, until)).thenNothing();
  }
}
