package io.sillok.node.clicks;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.Aggregates;
import io.sillok.protocol.window.aggregate.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What users click. */
public record ClicksModule(List<ProjectionType<?, ?>> projections) implements SillokModule {

  public ClicksModule() {
    this(List.of(PER_USER, PER_PRODUCT, VISITS));
  }

  /** Of a user, whose key it is. */
  public record ProductClicked(String user, String product, int price, Instant clickedAt) {}

  /** How many clicks there were, and what they would have cost. */
  public record Clicks(long clicks, long worth) {}

  /** What a user has looked at. */
  public record Visit(List<String> products) {}

  public static final EventDefinition<ProductClicked> CLICKED =
      EventDefinition.keyed("product-clicked", ProductClicked.class, "user").at("clickedAt");

  private static final ProjectionSource<ProductClicked, ProductClicked> BY_USER =
      ProjectionSource.of("product-clicked", ProductClicked.class)
          .when(click -> click.price() >= 0);

  /** As {@link #PER_USER}, but it counts what things are worth twice. */
  public static final ProjectionType<ProductClicked, Clicks> PER_USER_OTHERWISE =
      ProjectionType.of(
          "clicks-per-user",
          BY_USER,
          WindowSpec.tumbling(Duration.ofSeconds(10)),
          Lateness.of(Duration.ofSeconds(3)),
          Clicks.class,
          Aggregates.both(
              Aggregates.count(),
              Aggregates.sumOfWholes(click -> 2L * click.price()),
              Clicks::new));

  /** In place: by the key of the stream. */
  public static final ProjectionType<ProductClicked, Clicks> PER_USER =
      ProjectionType.of(
          "clicks-per-user",
          BY_USER,
          WindowSpec.tumbling(Duration.ofSeconds(10)),
          Lateness.of(Duration.ofSeconds(3)),
          Clicks.class,
          clicks());

  /** By another key, and with every result. */
  public static final ProjectionType<ProductClicked, Clicks> PER_PRODUCT =
      ProjectionType.of(
              "clicks-per-product",
              BY_USER.keyedBy(ProductClicked::product),
              WindowSpec.hopping(Duration.ofSeconds(20), Duration.ofSeconds(10)),
              Lateness.of(Duration.ofSeconds(1))
                  .allowing(Duration.ofSeconds(5))
                  .refining(Duration.ofSeconds(2)),
              Clicks.class,
              clicks())
          .emit(Emit.UPDATES);

  /** Sessions. */
  public static final ProjectionType<ProductClicked, Visit> VISITS =
      ProjectionType.of(
              "visits",
              BY_USER,
              WindowSpec.session(Duration.ofSeconds(4)),
              Lateness.of(Duration.ofSeconds(1)).allowing(Duration.ofSeconds(3)),
              Visit.class,
              Aggregates.both(
                  Aggregates.collect(ProductClicked::product, ValueType.TEXT, 1_000),
                  Aggregates.count(),
                  (products, count) -> new Visit(products)))
          .emit(Emit.UPDATES);

  private static Aggregate<ProductClicked, ?, Clicks> clicks() {
    return Aggregates.both(
        Aggregates.count(), Aggregates.sumOfWholes(ProductClicked::price), Clicks::new);
  }

  @Override
  public String name() {
    return "clicks";
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
    return List.of(CLICKED);
  }
}
