package io.sillok.examples.storefront;

import io.sillok.examples.storefront.cart.CartRules;
import io.sillok.examples.storefront.product.ProductRules;
import io.sillok.examples.storefront.sales.ProductSales;
import io.sillok.examples.storefront.sales.Revenue;
import io.sillok.examples.storefront.sales.SalesMilestones;
import io.sillok.examples.storefront.views.ProductViewers;
import io.sillok.examples.storefront.views.Trending;
import io.sillok.examples.storefront.views.Views;
import io.sillok.examples.storefront.views.Visit;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.projection.ProjectionType;
import java.util.List;

/**
 * What a node sees of this jar. It finds the class through the file {@code
 * META-INF/services/io.sillok.protocol.SillokModule}, which holds nothing but its name.
 */
public final class Storefront implements SillokModule {

  @Override
  public String name() {
    return "storefront";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  /** The version of Sillok's interface that this was compiled with. */
  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(CartRules.CART, ProductRules.PRODUCT);
  }

  @Override
  public List<EventDefinition<?>> streams() {
    return List.of(
        ProductSales.PRODUCT_SOLD, SalesMilestones.MILESTONE_REACHED, Views.PRODUCT_VIEWED);
  }

  @Override
  public List<ProcessorType<?, ?>> processors() {
    return List.of(ProductSales.PROCESSOR, SalesMilestones.PROCESSOR);
  }

  @Override
  public List<ProjectionType<?, ?>> projections() {
    return List.of(
        ProductViewers.PROJECTION, Visit.PROJECTION, Revenue.PROJECTION, Trending.PROJECTION);
  }
}
