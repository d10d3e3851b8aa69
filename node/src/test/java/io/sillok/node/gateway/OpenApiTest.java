package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.cart.CartRules;
import io.sillok.examples.storefront.product.ProductRules;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.openapi.OpenApiDocument;
import io.sillok.protocol.schema.EntityModel;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void each_route_is_described_and_nothing_else_is() {
    List<Route> routes =
        gateway.gateway.routes().stream().filter(route -> !isOfConsole(route)).toList();
    Map<String, Set<String>> served = new TreeMap<>();
    for (Route route : routes) {
      for (String path : pathsOf(route)) {
        served.put(route.method() + " " + path, new TreeSet<>(route.parameters()));
      }
    }

    assertThat(routes).hasSizeGreaterThan(40);
    assertThat(described()).isEqualTo(served);
  }

  private static boolean isOfConsole(Route route) {
    return route.template().equals("/") || route.template().startsWith("/console");
  }

  /** Each entity type and each command is described by itself. */
  private static List<String> pathsOf(Route route) {
    String template = route.template();
    return template.startsWith("/v1/entities/")
        ? Stream.of("append", "seal")
            .map(command -> template.replace("{type}", "annal").replace("{command}", command))
            .toList()
        : List.of(template);
  }

  /** The names of the query parameters of each operation. */
  private Map<String, Set<String>> described() {
    Map<String, Set<String>> described = new TreeMap<>();
    parsed
        .getOpenAPI()
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    described.put(method + " " + path, queryParameters(operation))));
    return described;
  }

  private Set<String> queryParameters(Operation operation) {
    return Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
        .map(this::resolved)
        .filter(parameter -> parameter.getIn().equals("query"))
        .map(Parameter::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Parameter resolved(Parameter parameter) {
    String reference = parameter.get$ref();
    return reference == null
        ? parameter
        : member(
            parsed.getOpenAPI().getComponents().getParameters(),
            reference.substring(reference.lastIndexOf('/') + 1));
  }

  @Test
  void each_operation_has_an_id_of_its_own() {
    List<String> ids =
        parsed.getOpenAPI().getPaths().values().stream()
            .flatMap(item -> item.readOperations().stream())
            .map(Operation::getOperationId)
            .toList();

    assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
  }

  private static SwaggerParseResult parse(String document) {
    var options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(document, List.of(), options);
  }

  private static <V> V member(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }
}
