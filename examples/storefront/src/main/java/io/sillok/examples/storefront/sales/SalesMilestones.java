package io.sillok.examples.storefront.sales;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Tells when ten, a hundred, a thousand and so on of a product have been sold. Its input is what
 * {@link ProductSales} emits: one processor goes on where another ends. For that it has to know how
 * many were sold before, which is its state, one for each product; Sillok keeps it and hands it in.
 */
public final class SalesMilestones implements Processor<ProductSold, SalesMilestones.UnitsSold> {

  public static final EventDefinition<MilestoneReached> MILESTONE_REACHED =
      EventDefinition.keyed("sales-milestone-reached", MilestoneReached.class, "productId");

  public static final ProcessorType<ProductSold, UnitsSold> PROCESSOR =
      ProcessorType.of(
          "sales-milestones",
          "product-sold",
          ProductSold.class,
          UnitsSold.class,
          List.of(MILESTONE_REACHED),
          new SalesMilestones());

  private static final long FIRST = 10;
  private static final long LAST = 1_000_000_000;

  private SalesMilestones() {}

  /** What is known of a product. */
  public record UnitsSold(long units) {}

  @Override
  public UnitsSold initial() {
    return new UnitsSold(0);
  }

  @Override
  public Processing<UnitsSold> process(UnitsSold before, Incoming<ProductSold> sold) {
    long units = before.units() + sold.event().quantity();
    List<MilestoneReached> reached =
        LongStream.iterate(FIRST, milestone -> milestone <= LAST, milestone -> milestone * 10)
            .filter(milestone -> before.units() < milestone && milestone <= units)
            .mapToObj(milestone -> new MilestoneReached(sold.event().productId(), milestone, units))
            .toList();
    return keep(new UnitsSold(units)).emitAll(MILESTONE_REACHED, reached);
  }
}
