package io.sillok.node.orders;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What customers of tiers have ordered. */
public final class OrdersModule implements SillokModule {

  /** An order of a customer. */
  public record OrderPlaced(String order, String customer, int amount, Instant placedAt) {}

  /** A customer, as known from a time on. */
  public record Customer(String customer, String tier, Instant changedAt) {}

  /** What of a customer is looked up. */
  public record Tier(String tier) {}

  /** An order with the tier that its customer had then. */
  public record TieredOrder(OrderPlaced order, String tier) {

    static TieredOrder of(OrderPlaced order, Optional<Tier> customer) {
      return new TieredOrder(order, customer.map(Tier::tier).orElse("none"));
    }
  }

  /** How much was ordered. */
  public record Sales(long orders, long amount) {}

  public static final EventDefinition<OrderPlaced> ORDERS =
      EventDefinition.keyed("order-placed", OrderPlaced.class, "order").at("placedAt");

  public static final EventDefinition<Customer> CUSTOMERS =
      EventDefinition.entity("customer", Customer.class, "customer").at("changedAt");

  private static final ProjectionSource<TieredOrder, TieredOrder> SOURCE =
      ProjectionSource.of("order-placed", OrderPlaced.class)
          .when(order -> order.amount() > 0)
          .with(
              "customer",
              Tier.class,
              OrderPlaced::customer,
              Duration.ofSeconds(5),
              TieredOrder::of);

  /** Of each tier. */
  public static final ProjectionType<TieredOrder, Sales> PER_TIER =
      ProjectionType.of(
          "sales-per-tier",
          SOURCE.keyedBy(TieredOrder::tier),
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          Lateness.of(Duration.ofSeconds(10)),
          Sales.class,
          sales());

  /** Of each order whose customer is known, by the key of the stream. */
  public static final ProjectionType<TieredOrder, Sales> OF_KNOWN =
      ProjectionType.of(
          "orders-of-known",
          SOURCE.when(order -> !order.tier().equals("none")),
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          Lateness.of(Duration.ofSeconds(10)),
          Sales.class,
          sales());

  private static Aggregate<TieredOrder, ?, Sales> sales() {
    return Aggregates.both(
        Aggregates.count(),
        Aggregates.sumOfWholes(order -> (long) order.order().amount()),
        Sales::new);
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> streams() {
    return List.of(ORDERS, CUSTOMERS);
  }

  @Override
  public List<ProjectionType<?, ?>> projections() {
    return List.of(PER_TIER, OF_KNOWN);
  }
}
