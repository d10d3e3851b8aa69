package io.sillok.examples.storefront.product;

import io.sillok.examples.storefront.product.Product.ForSale;
import io.sillok.examples.storefront.product.Product.Unlisted;
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
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.math.BigDecimal;

/** The rules of products. */
public final class ProductRules implements Decider<ProductCommand, ProductEvent, Product> {

  /** What a node has to know of products. */
  public static final EntityType<ProductCommand, ProductEvent, Product> PRODUCT =
      EntityType.of(
          "product", ProductCommand.class, ProductEvent.class, Product.class, new ProductRules());

  private ProductRules() {}

  @Override
  public Product initial() {
    return new Unlisted();
  }

  /** One switch over the state, one over the command: every pair is thought of. */
  @Override
  public Decision<ProductEvent> decide(ProductCommand command, Product product, Context context) {
    return switch (product) {
      case ForSale forSale -> change(command, forSale, context);
      case Unlisted() -> offer(command, context);
      case Withdrawal(var name, var reason) -> offer(command, context);
    };
  }

  @Override
  public Product evolve(Product product, ProductEvent event) {
    return switch (event) {
      case Listed(var name, var price, var stock) -> new ForSale(name, price, stock);
      case Repriced(var earlier, var price) -> product.priced(price);
      case Restocked(var quantity, var stock) -> product.stocked(stock);
      case Featured(var visitors, var until) -> product;
      case Withdrawn(var reason) -> product.withdrawn(reason);
    };
  }

  /** What can be done with a product that is not for sale: list it. */
  private Decision<ProductEvent> offer(ProductCommand command, Context context) {
    return switch (command) {
      case ProductCommand.List list -> list(list);
      case Reprice reprice -> notForSale(context);
      case Restock restock -> notForSale(context);
      case Feature feature -> accept();
      case Withdraw withdraw -> notForSale(context);
    };
  }

  private Decision<ProductEvent> change(ProductCommand command, ForSale product, Context context) {
    return switch (command) {
      case ProductCommand.List list ->
          reject(
              "product-listed",
              "Product %s is for sale as %s already; change it by reprice and restock"
                  .formatted(context.entityId(), product.name()));
      case Reprice(var price) -> reprice(price, product);
      case Restock(var quantity) -> restock(quantity, product);
      case Feature(var visitors, var until) -> accept(new Featured(visitors, until));
      case Withdraw(var reason) -> accept(new Withdrawn(reason));
    };
  }

  private Decision<ProductEvent> list(ProductCommand.List list) {
    if (list.name().isBlank()) {
      return reject("name-blank", "Name must not be blank; tell people what it is");
    }
    if (list.price().signum() < 0) {
      return priceNegative(list.price());
    }
    if (list.stock() < 0) {
      return reject(
          "stock-negative", "Stock must be at least 0, but is %d".formatted(list.stock()));
    }
    return accept(new Listed(list.name(), list.price(), list.stock()));
  }

  private Decision<ProductEvent> reprice(BigDecimal price, ForSale product) {
    if (price.signum() < 0) {
      return priceNegative(price);
    }
    // compareTo, because 1.5 and 1.50 are the same price, but not equal.
    return price.compareTo(product.price()) == 0
        ? accept()
        : accept(new Repriced(product.price(), price));
  }

  private Decision<ProductEvent> restock(long quantity, ForSale product) {
    if (quantity < 1) {
      return reject(
          "quantity-not-positive", "Quantity must be at least 1, but is %d".formatted(quantity));
    }
    // Asked this way round because the sum could overflow, and must not wrap around.
    if (quantity > Long.MAX_VALUE - product.stock()) {
      return reject(
          "quantity-too-large",
          "Quantity %d does not fit on top of a stock of %d; restock fewer"
              .formatted(quantity, product.stock()));
    }
    long stock = product.stock() + quantity;
    return accept(new Restocked(quantity, stock)).reply(stock);
  }

  private Decision<ProductEvent> notForSale(Context context) {
    return reject(
        "product-not-for-sale",
        "Product %s is not for sale; list it first".formatted(context.entityId()));
  }

  private Decision<ProductEvent> priceNegative(BigDecimal price) {
    return reject("price-negative", "Price must be at least 0, but is %s".formatted(price));
  }
}
