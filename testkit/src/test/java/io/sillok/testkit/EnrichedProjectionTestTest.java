package io.sillok.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.InvalidWindowException;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnrichedProjectionTestTest {

  record Order(String customerId, int amount) {}

  record Customer(String tier) {}

  record TieredOrder(Order order, String tier) {

    static TieredOrder of(Order order, Optional<Customer> customer) {
      return new TieredOrder(order, customer.map(Customer::tier).orElse("none"));
    }
  }

  record Sales(long orders, long amount) {}

  private static final ProjectionSource<Order, Order> ORDERS =
      ProjectionSource.of("order-placed", Order.class);

  private static final ProjectionType<TieredOrder, Sales> PER_TIER =
      ProjectionType.of(
          "sales-per-tier",
          ORDERS
              .when(order -> order.amount() > 0)
              .with(
                  "customer",
                  Customer.class,
                  Order::customerId,
                  Duration.ofSeconds(5),
                  TieredOrder::of)
              .keyedBy(TieredOrder::tier),
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          Lateness.of(Duration.ofSeconds(60)),
          Sales.class,
          Aggregates.both(
              Aggregates.count(),
              Aggregates.sumOfWholes(order -> (long) order.order().amount()),
              Sales::new));

  private final ProjectionTest<TieredOrder, Sales> sales = ProjectionTest.of(PER_TIER);

  private static Instant at(int second) {
    return Instant.parse("2026-03-01T10:00:00Z").plusSeconds(second);
  }

  private static GivenStreams<TieredOrder, Sales> order(
      GivenStreams<TieredOrder, Sales> given, int second, String customer, int amount) {
    return given.event("order-placed", customer, at(second), new Order(customer, amount));
  }

  private static GivenStreams<TieredOrder, Sales> customer(
      GivenStreams<TieredOrder, Sales> given, int second, String customer, String tier) {
    return given.event("customer", customer, at(second), new Customer(tier));
  }

  private static List<String> told(GivenStreams<TieredOrder, Sales> given) {
    return given.results().stream().map(EnrichedProjectionTestTest::text).toList();
  }

  private static String text(ProjectionResult<Sales> result) {
    Sales values = result.values().orElseThrow();
    return "%s %d %d".formatted(result.key(), values.orders(), values.amount());
  }

  @Test
  void an_event_gets_what_the_table_had_at_its_time_in_all_interleavings() {
    var given = order(sales.givenNothing(), 30, "ann", 1);
    given = order(given, 40, "ann", 2);
    given = order(given, 49, "ann", 4);
    given = order(given, 50, "ann", 8);
    given = order(given, 50, "bob", 16);
    given = order(given, 51, "bob", -5);
    given = customer(given, 10, "ann", "silver");
    given = customer(given, 40, "ann", "gold");
    given = given.remove("customer", "ann", at(50));
    assertThat(told(given)).as("no window has ended").isEmpty();
    given = given.seal();
    assertThat(told(given)).containsExactly("gold 2 6", "none 2 24", "silver 1 1");
    given.thenMissesNothing();
  }

  @Test
  void a_late_change_takes_effect_at_the_clock_of_its_partition() {
    var given = customer(sales.givenPartitions(1), 0, "ann", "silver");
    given = customer(given, 40, "bob", "gold");
    given = customer(given, 10, "ann", "late");
    given = order(given, 34, "ann", 1);
    given = order(given, 35, "ann", 2);
    assertThat(told(given.seal())).containsExactly("late 1 2", "silver 1 1");
  }

  @Test
  void an_event_waits_for_its_table() {
    var given = customer(sales.givenNothing(), 0, "ann", "silver");
    given = order(given, 30, "ann", 1).advance("order-placed", at(200));
    assertThat(told(given)).isEmpty();
    assertThat(told(given.advance("customer", at(35)))).isEmpty();
    assertThat(told(given.advance("customer", at(36)))).containsExactly("silver 1 1");
  }

  @Test
  void what_cannot_be_looked_up_is_rejected() {
    var given = order(sales.givenNothing(), 30, "", 1).seal();
    assertThat(given.results()).isEmpty();
    assertThat(given.rejected()).singleElement().asString().startsWith("Its key in customer is ''");
  }

  @Test
  void a_table_is_looked_up_once_before_anything_is_said_of_both() {
    assertThatThrownBy(() -> enriched(enriched(ORDERS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("with(\"customer\", …) must stand once");
    assertThatThrownBy(() -> enriched(ORDERS.keyedBy(Order::customerId)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> enriched(ORDERS.as(order -> order.event())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            ORDERS.with(
                "customer",
                Customer.class,
                Order::customerId,
                Duration.ofSeconds(-5),
                TieredOrder::of))
        .isInstanceOf(InvalidWindowException.class);
  }

  private static <E> ProjectionSource<Order, Order> enriched(ProjectionSource<Order, E> source) {
    return source.with(
        "customer",
        Customer.class,
        Order::customerId,
        Duration.ofSeconds(5),
        (order, customer) -> order);
  }

  @Test
  void values_are_of_the_record_that_the_table_is_read_into() {
    assertThatThrownBy(
            () -> sales.givenNothing().event("customer", "ann", at(0), new Order("ann", 1)))
        .hasMessageContaining("customer is read into")
        .hasMessageContaining("Customer");
    assertThatThrownBy(() -> sales.givenNothing().advance("other", at(0)))
        .hasMessageContaining("reads no stream other, but [order-placed, customer]");
  }
}
