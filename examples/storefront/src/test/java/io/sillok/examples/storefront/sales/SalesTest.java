package io.sillok.examples.storefront.sales;

import static io.sillok.examples.storefront.sales.ProductSales.PRODUCT_SOLD;
import static io.sillok.examples.storefront.sales.SalesMilestones.MILESTONE_REACHED;

import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.examples.storefront.cart.CartEvent.PricedLine;
import io.sillok.examples.storefront.sales.SalesMilestones.UnitsSold;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.processor.Output;
import io.sillok.testkit.ProcessorTest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalesTest {

  private static final BigDecimal PRICE = new BigDecimal("9.95");

  private final ProcessorTest<CheckedOut, NoState> sales = ProcessorTest.of(ProductSales.PROCESSOR);
  private final ProcessorTest<ProductSold, UnitsSold> milestones =
      ProcessorTest.of(SalesMilestones.PROCESSOR);

  @Test
  void each_line_of_a_checkout_is_an_event_of_its_product() {
    sales
        .givenNothing()
        .key("cart-7")
        .when(
            new CheckedOut(
                List.of(new PricedLine("p-1", 2, PRICE), new PricedLine("p-2", 1, BigDecimal.ONE)),
                new BigDecimal("20.90")))
        .thenEmits(
            PRODUCT_SOLD,
            new ProductSold("p-1", "cart-7", 2, PRICE),
            new ProductSold("p-2", "cart-7", 1, BigDecimal.ONE))
        .thenState(NoState.NONE);
  }

  @Test
  void a_milestone_is_told_once_when_it_is_reached() {
    milestones
        .given(sold(4), sold(5))
        .when(sold(1))
        .thenEmits(MILESTONE_REACHED, new MilestoneReached("p-1", 10, 10))
        .thenState(new UnitsSold(10))
        .when(sold(89))
        .thenEmitsNothing()
        .thenState(new UnitsSold(99));
  }

  @Test
  void one_sale_may_reach_several_milestones() {
    milestones
        .given(sold(5))
        .when(sold(1000))
        .thenEmits(
            List.of(
                Output.of(MILESTONE_REACHED, new MilestoneReached("p-1", 10, 1005)),
                Output.of(MILESTONE_REACHED, new MilestoneReached("p-1", 100, 1005)),
                Output.of(MILESTONE_REACHED, new MilestoneReached("p-1", 1000, 1005))));
  }

  private static ProductSold sold(int quantity) {
    return new ProductSold("p-1", "cart-7", quantity, PRICE);
  }
}
