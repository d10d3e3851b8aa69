package io.sillok.examples.storefront.sales;

import io.sillok.examples.storefront.cart.CartEvent.CheckedOut;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.util.List;

/**
 * Tells of each line of a cart that was checked out as an event of its product. A cart's events lie
 * together by cart; those of {@link #PRODUCT_SOLD} lie together by product, in order, so that
 * whoever counts or restocks products reads one stream by one key. Nothing has to be remembered for
 * that, so there is no state.
 */
public final class ProductSales implements Processor<CheckedOut, NoState> {

  /** A stream with the product as its key. */
  public static final EventDefinition<ProductSold> PRODUCT_SOLD =
      EventDefinition.keyed("product-sold", ProductSold.class, "productId");

  /** What a node has to know of it. It reads what carts record, from the first checkout on. */
  public static final ProcessorType<CheckedOut, NoState> PROCESSOR =
      ProcessorType.of(
          "product-sales",
          "cart.checked-out",
          CheckedOut.class,
          NoState.class,
          List.of(PRODUCT_SOLD),
          new ProductSales());

  private ProductSales() {}

  @Override
  public NoState initial() {
    return NoState.NONE;
  }

  @Override
  public Processing<NoState> process(NoState state, Incoming<CheckedOut> checkedOut) {
    String cartId = checkedOut.key(); // events of an entity have its id as their key
    List<ProductSold> sold =
        checkedOut.event().lines().stream()
            .map(line ->
                new ProductSold(line.productId(), cartId, line.quantity(), line.unitPrice()))
            .toList();
    return keep(state).emitAll(PRODUCT_SOLD, sold);
  }
}
