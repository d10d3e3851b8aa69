package io.sillok.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.cart.CartCommand.AddItem;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.schema.ModuleModel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class StorefrontTest {

  @Test
  void a_node_finds_and_takes_the_module() {
    ModuleModel model =
        ModuleModel.of(ServiceLoader.load(SillokModule.class).findFirst().orElseThrow());
    assertThat(model.name()).isEqualTo("storefront");
    assertThat(model.entityTypes().keySet()).containsExactly("cart", "product");
    assertThat(Objects.requireNonNull(model.entityTypes().get("cart")).commands().keySet())
        .containsExactly("add-item", "change-quantity", "remove-item", "check-out");
    assertThat(Objects.requireNonNull(model.entityTypes().get("product")).events().keySet())
        .containsExactly("listed", "repriced", "restocked", "featured", "withdrawn");
    assertThat(model.streams().keySet())
        .containsExactly("product-sold", "sales-milestone-reached", "product-viewed");
    assertThat(model.processors().keySet()).containsExactly("product-sales", "sales-milestones");
    assertThat(model.projections().keySet())
        .containsExactly("product-viewers", "visits", "revenue-per-minute", "trending-products");
  }

  @Test
  void the_first_command_of_the_tutorial_is_read() {
    var cart = Objects.requireNonNull(ModuleModel.of(new Storefront()).entityTypes().get("cart"));
    var addItem = Objects.requireNonNull(cart.commands().get("add-item"));
    byte[] body = "{\"productId\":\"p-1\",\"quantity\":2}".getBytes(StandardCharsets.UTF_8);
    assertThat((Object) addItem.json().decode(body))
        .isEqualTo(new AddItem("p-1", 2, Optional.empty()));
  }
}
