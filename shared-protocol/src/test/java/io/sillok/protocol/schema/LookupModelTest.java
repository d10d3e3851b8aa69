package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupModelTest {

  record OrderPlaced(String order, String customer) {}

  record CustomerChanged(String customer, String tier) {}

  record Tier(String tier) {}

  record Points(int points) {}

  record Count(long orders) {}

  record Orders(List<ProjectionType<?, ?>> projections) implements SillokModule {
    @Override
    public String name() {
      return "orders";
    }

    @Override
    public String version() {
      return "1";
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
      return List.of(
          EventDefinition.keyed("order-placed", OrderPlaced.class, "order"),
          EventDefinition.entity("customer", CustomerChanged.class, "customer"));
    }
  }

  @Test
  void a_table_of_the_module_or_of_another_is_looked_up() {
    ModuleModel model = load("customer", Tier.class);
    assertThat(model.projections().get("per-tier"))
        .isNotNull()
        .extracting(found -> found.sources().getFirst().record().table().orElse(""))
        .isEqualTo("customer");
    assertThat(load("elsewhere", Points.class).projections()).hasSize(1);
  }

  @Test
  void a_stream_that_is_no_table_is_refused() {
    assertThatThrownBy(() -> load("order-placed", Tier.class))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(
            "Projection per-tier looks up order-placed, which is no table, for it is of kind keyed");
  }

  @Test
  void values_that_the_table_has_not_are_refused() {
    assertThatThrownBy(() -> load("customer", Points.class))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("Projection per-tier cannot read the events of customer into")
        .hasMessageContaining("points");
    assertThatThrownBy(() -> load("customer", String.class))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("reads values of a table into String, which is no record");
    assertThatThrownBy(() -> load("No Stream", Tier.class))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("No Stream");
  }

  private static <T> ModuleModel load(String table, Class<T> values) {
    return ModuleModel.of(
        new Orders(
            List.of(
                ProjectionType.of(
                    "per-tier",
                    ProjectionSource.of("order-placed", OrderPlaced.class)
                        .with(
                            table,
                            values,
                            OrderPlaced::customer,
                            Duration.ofSeconds(5),
                            (order, value) -> order),
                    WindowSpec.tumbling(Duration.ofMinutes(1)),
                    Lateness.of(Duration.ZERO),
                    Count.class,
                    Aggregates.both(
                        Aggregates.count(), Aggregates.count(), (one, same) -> new Count(one))))));
  }
}
