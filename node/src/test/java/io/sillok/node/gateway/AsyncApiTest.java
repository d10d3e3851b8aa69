package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.examples.storefront.cart.CartRules;
import io.sillok.examples.storefront.product.ProductRules;
import io.sillok.node.description.JsonSchema;
import io.sillok.node.gateway.openapi.AsyncApiDocument;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncApiTest {

  private static final JsonSchema ASYNC_API = schema("asyncapi-3.0.0.json");

  /** Of everything that an event may hold. */
  private static final String SHIPPED =
      """
      {"type":"record","name":"ParcelShipped","namespace":"io.sillok.test","fields":[
        {"name":"parcelId","type":"string"},
        {"name":"shippedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
        {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
        {"name":"id","type":{"type":"string","logicalType":"uuid"}},
        {"name":"day","type":{"type":"int","logicalType":"date"}},
        {"name":"size","type":{"type":"enum","name":"Size","symbols":["SMALL","LARGE"]}},
        {"name":"tags","type":{"type":"array","items":"string"}},
        {"name":"numbers","type":{"type":"map","values":"long"}},
        {"name":"remark","type":["null","string"],"default":null},
        {"name":"to","type":{"type":"record","name":"Address","fields":[
          {"name":"street","type":"string"},{"name":"next","type":["null","Address"]}]}},
        {"name":"by","type":[
          {"type":"record","name":"Truck","fields":[{"name":"plate","type":"string"}]},
          {"type":"record","name":"Ship","fields":[{"name":"port","type":"string"}]}]}]}
      """;

  @Test
  void each_stream_is_a_channel_whose_references_lead_somewhere() {
    try (GatewayFixture gateway = new GatewayFixture()) {
      JsonNode document = gateway.get("/asyncapi.json").json();

      JsonNode channel = document.path("channels").path("annal.appended");
      assertThat(channel.path("address").asText()).isEqualTo("/v1/streams/annal.appended/events");
      JsonNode payload = channel.at("/messages/appended/payload");
      assertThat(payload.path("required").toString()).contains("position", "data");
      assertThat(gateway.get(channel.path("address").asText()).status()).isEqualTo(200);
      assertIsAsyncApi(document);
    }
  }

  @Test
  void the_description_of_streams_of_every_kind_is_valid() {
    List<StreamDefinition> streams = streams();

    ObjectNode document = AsyncApiDocument.of(streams);

    assertThat(document.path("channels").properties()).hasSameSizeAs(streams).hasSizeGreaterThan(8);
    assertIsAsyncApi(document);
  }

  @ParameterizedTest
  @CsvSource({
    "'', asyncapi, 3.1.0",
    "'', colour, red",
    "/info, title, ",
    "/channels/parcel-shipped-keyed, adress, /v1",
    "/channels/parcel-shipped-keyed/messages/ParcelShipped, contentType, ",
    "/channels/parcel-shipped-keyed/messages/ParcelShipped/payload, type, thing",
    "/components/schemas/parcel-shipped-keyed/properties/parcelId, type, word",
    "/operations/send.parcel-shipped-keyed, action, sends"
  })
  void what_is_not_as_the_standard_has_it_is_found(String where, String member, String value) {
    ObjectNode document = AsyncApiDocument.of(streams());
    ((ObjectNode) document.at(where)).put(member, value);

    assertThat(ASYNC_API.faults(document)).isNotEmpty();
  }

  private static void assertIsAsyncApi(JsonNode document) {
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(ASYNC_API.faults(document)).isEmpty();
    List<String> references = new ArrayList<>();
    document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  private static List<StreamDefinition> streams() {
    List<StreamDefinition> streams = new ArrayList<>();
    for (EntityModel<?, ?, ?> model :
        List.of(EntityModel.of(CartRules.CART), EntityModel.of(ProductRules.PRODUCT))) {
      model
          .events()
          .values()
          .forEach(event -> streams.add(new OfEntityType(model.type().name(), event)));
    }
    for (EventKind kind : EventKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      streams.add(declared("parcel-shipped-" + name, kind, Optional.empty()));
      streams.add(declared("parcel-moved-" + name, kind, Optional.of("parcels")));
    }
    return streams;
  }

  private static Declared declared(String name, EventKind kind, Optional<String> module) {
    Schema schema = new Schema.Parser().parse(SHIPPED);
    Optional<String> key = kind == EventKind.UNKEYED ? Optional.empty() : Optional.of("parcelId");
    var declaration =
        new StreamDeclaration(
            name, kind, schema, key, Optional.of("shippedAt"), Optional.empty(), module, false);
    return new Declared(declaration, 1, DeclaredCodec.of(schema), List.of());
  }

  private static JsonSchema schema(String resource) {
    try (InputStream stream = AsyncApiTest.class.getResourceAsStream(resource)) {
      return JsonSchema.of(
          new String(
              Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
