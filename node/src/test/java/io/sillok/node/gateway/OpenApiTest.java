package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.cart.CartRules;
import io.sillok.examples.storefront.product.ProductRules;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.GatewayFixture.Answer;
import io.sillok.node.gateway.openapi.OpenApiDocument;
import io.sillok.protocol.schema.EntityModel;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class OpenApiTest {

  private GatewayFixture gateway;
  private SwaggerParseResult parsed;

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
    parsed = parse(gateway.get("/openapi.json").text());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void the_description_is_valid() {
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.isOpenapi31()).isTrue();
    assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
  }

  @Test
  void the_description_of_the_storefront_is_valid() {
    var types =
        List.<EntityModel<?, ?, ?>>of(
            EntityModel.of(CartRules.CART), EntityModel.of(ProductRules.PRODUCT));
    var models = new EntityModels(List.of(new LoadedModule("storefront", "1.2.3", types)));

    SwaggerParseResult storefront = parse(OpenApiDocument.of(models).toString());

    assertThat(storefront.getMessages()).isEmpty();
    assertThat(storefront.getOpenAPI().getPaths())
        .containsKeys(
            "/v1/entities/cart/{id}/commands/add-item", "/v1/entities/product/{id}/commands/list");
  }

  @Test
  void each_command_has_a_path_and_a_schema_of_its_own() {
    OpenAPI document = parsed.getOpenAPI();

    Operation append =
        member(document.getPaths(), "/v1/entities/annal/{id}/commands/append").getPost();

    assertThat(
            member(append.getRequestBody().getContent(), "application/json").getSchema().get$ref())
        .isEqualTo("#/components/schemas/annal.command.append");
    Map<?, ?> properties =
        member(document.getComponents().getSchemas(), "annal.command.append").getProperties();
    assertThat(properties.keySet().stream().map(Object::toString))
        .containsExactly("text", "pages", "price");
    assertThat(append.getResponses())
        .containsKeys("200", "400", "412", "413", "415", "422", "500", "503");
    assertThat(document.getPaths()).containsKey("/v1/entities/annal/{id}/commands/seal");
  }

  @Test
  void each_operation_answers_as_described() {
    int asked = 0;
    for (Map.Entry<String, PathItem> path : parsed.getOpenAPI().getPaths().entrySet()) {
      for (var operation : path.getValue().readOperationsMap().entrySet()) {
        Answer answer = ask(path.getKey(), operation.getKey(), operation.getValue());
        asked++;
        String success = operation.getValue().getResponses().keySet().iterator().next();
        assertThat(success).startsWith("20");
        assertThat(answer.status())
            .as(path.getKey() + " " + answer.text())
            .isEqualTo(Integer.parseInt(success));
        String type = answer.header("Content-Type").split(";", 2)[0];
        assertThat(member(operation.getValue().getResponses(), success).getContent())
            .containsKey(type);
      }
    }
    assertThat(asked).isEqualTo(20);
  }

  private static SwaggerParseResult parse(String document) {
    var options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(document, List.of(), options);
  }

  private Answer ask(String path, HttpMethod method, Operation operation) {
    // Reads before commands would find nothing, so each asks for an annal that has an event.
    gateway.post("/v1/entities/annal/example-1/commands/append", "{\"text\":\"a\",\"pages\":1}");
    return switch (method) {
      case GET ->
          gateway.get(path.replace("{id}", "example-1").replace("{stream}", "annal.appended"));
      case POST ->
          gateway.post(
              path.replace("{id}", operation.getOperationId()),
              member(operation.getRequestBody().getContent(), "application/json")
                  .getExample()
                  .toString());
      default -> throw new AssertionError("The gateway has no operations with " + method);
    };
  }

  private static <V> V member(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }
}
