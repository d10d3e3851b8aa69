package io.sillok.node.window.definition.declared.compiled;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static io.sillok.node.window.definition.declared.Samples.document;
import static io.sillok.node.window.definition.declared.Samples.event;
import static io.sillok.node.window.definition.declared.Samples.json;
import static io.sillok.node.window.definition.declared.Samples.order;
import static io.sillok.node.window.definition.declared.Samples.removal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.examples.storefront.cart.CartEvent;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.gateway.InMemoryFacts;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionInput.Read;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.SilentFacts;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.lookup.TableView;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.Facts;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.CodecException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredInputTest {

  @Test
  void an_event_counts_for_the_key_of_its_stream() {
    ProjectionInput<JsonNode> input = input(document());
    JsonNode data = order("'total':5");
    Read<JsonNode> read = input.read(event(ORDERS, "c-1", data, 7), TableView.NONE);
    assertThat(read).isEqualTo(new Read.Counted<>("c-1", canonical(data)));
    assertThat(input.isByStreamKey()).isTrue();
    assertThat(input.stream()).isEqualTo("order-placed");
    assertThat(input.log()).isEqualTo("order-placed");
  }

  @Test
  void an_event_counts_for_what_the_key_tells_of_it() {
    assertThat(keyOf("'key':'data.customer'", order("'customer':'bob|x'"))).isEqualTo("bob|x");
    assertThat(keyOf("'key':'data.amount'", order("'amount':12"))).isEqualTo("12");
    assertThat(keyOf("'key':'data.express'", order("'express':false"))).isEqualTo("false");
    assertThat(keyOf("'key':['key','data.customer','data.amount']", order("'customer':'b|c'")))
        .isEqualTo("c-1|b\\|c|1");
    assertThat(keyOf("'key':[]", order())).isEqualTo("all");
    assertThat(input(document("'key':'data.customer'")).isByStreamKey()).isFalse();
    assertThat(input(document("'key':[]")).isByStreamKey()).isFalse();
  }

  private static String keyOf(String key, JsonNode data) {
    return switch (input(document(key)).read(event(ORDERS, "c-1", data, 7), TableView.NONE)) {
      case Read.Counted<JsonNode>(String about, JsonNode value) -> about;
      case Read<JsonNode> other -> other.toString();
    };
  }

  @Test
  void what_does_not_pass_the_filter_or_removes_a_key_is_skipped() {
    ProjectionInput<JsonNode> input = input(document("'filter':'data.amount > 5'"));
    assertThat(input.read(event(ORDERS, "c-1", order("'amount':6"), 0), TableView.NONE))
        .isInstanceOf(Read.Counted.class);
    assertThat(input.read(event(ORDERS, "c-1", order("'amount':5"), 1), TableView.NONE))
        .isInstanceOf(Read.Skipped.class);
    assertThat(input.read(removal(ORDERS, "c-1", 2), TableView.NONE))
        .isInstanceOf(Read.Skipped.class);
  }

  @Test
  void what_the_filter_or_the_key_has_no_answer_for_is_rejected() {
    assertThat(rejection("'filter':'data.discount > 5'", order()))
        .isEqualTo(
            "data.discount > 5 has no value for it: something in it is null: the event has no data.discount; guard it, as in has(data.discount) && …");
    assertThat(rejection("'key':'100 / data.amount'", order("'amount':0")))
        .isEqualTo("100 / data.amount has no value for it: it divides by zero");
  }

  @Test
  void what_is_no_key_is_rejected() {
    assertThat(rejection("'key':'data.customer'", order("'customer':''")))
        .startsWith("Its key is '': The event's key must have 1 to 255 characters");
    assertThat(
            rejection("'key':'data.customer'", order("'customer':'%s'".formatted("x".repeat(256)))))
        .startsWith("Its key is '" + "x".repeat(60) + "…'");
  }

  @Test
  void a_number_that_no_result_can_tell_is_rejected() {

    assertThat(
            rejection(
                "'aggregates':{'a':{'function':'percentile','field':'price','percent':50}}",
                order("'price':'1e400'")))
        .startsWith("Its price is 1E+400, but numbers that are aggregated are finite");
    assertThat(
            input(document("'aggregates':{'a':{'function':'max','field':'price'}}"))
                .read(event(ORDERS, "c-1", order("'price':'1e400'"), 0), TableView.NONE))
        .isInstanceOf(Read.Counted.class);
  }

  @Test
  void a_number_that_is_none_is_rejected() {
    byte[] avro = ORDERS.codec().encode(order("'weight':1234.5"));
    ByteBuffer bytes = ByteBuffer.wrap(avro).order(ByteOrder.LITTLE_ENDIAN);
    int place = 0;
    while (bytes.getDouble(place) != 1234.5) {
      place++;
    }
    bytes.putDouble(place, Double.NaN);
    IndexedEvent event = event(ORDERS, avro, ORDERS.fingerprint(), "c-1", false, 4);
    assertThat(
            rejection(
                input(document("'aggregates':{'a':{'function':'last','field':'weight'}}"))
                    .read(event, TableView.NONE)))
        .startsWith("Its weight is NaN, but numbers that are aggregated are finite");
    assertThat(input(document()).read(event, TableView.NONE)).isInstanceOf(Read.Counted.class);
  }

  private static String rejection(String members, JsonNode data) {
    return rejection(input(document(members)).read(event(ORDERS, "c-1", data, 7), TableView.NONE));
  }

  private static String rejection(Read<JsonNode> read) {
    assertThat(read).isInstanceOf(Read.Rejected.class);
    return ((Read.Rejected<JsonNode>) read).reason();
  }

  @Test
  void an_event_that_cannot_be_read_is_rejected() {
    byte[] broken = {1, 2, 3};
    assertThat(
            rejection(
                input(document())
                    .read(
                        event(ORDERS, broken, ORDERS.fingerprint(), "c-1", false, 4),
                        TableView.NONE)))
        .startsWith("It cannot be read: ");
  }

  @Test
  void an_earlier_event_is_read_through_the_present_definition() {
    Declared earlier = Samples.stream("views", EventKind.KEYED, "'name':'page','type':'string'");
    Declared present =
        Samples.stream(
            "views",
            EventKind.KEYED,
            "'name':'page','type':'string'",
            "'name':'gate','type':'string','default':'main'");
    InMemoryFacts facts = new InMemoryFacts();
    facts
        .putIfAbsent("schema/" + Schemas.hex(earlier.fingerprint()), earlier.schema().toString())
        .toCompletableFuture()
        .join();
    ProjectionInput<JsonNode> input =
        input(document("'stream':'views'", "'key':'data.gate'"), facts, present);
    assertThat(input.read(event(earlier, "k", json("{'page':'home'}"), 0), TableView.NONE))
        .isEqualTo(new Read.Counted<>("main", json("{'page':'home','gate':'main'}")));
  }

  @Test
  void a_store_that_does_not_answer_is_no_fault_of_the_event() {
    ProjectionInput<JsonNode> input = input(document(), new SilentFacts(), ORDERS);
    assertThatThrownBy(
            () -> input.read(event(ORDERS, new byte[] {0}, 5, "c-1", false, 4), TableView.NONE))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("The store did not answer");
  }

  @Test
  void the_events_of_entities_are_read_by_their_ids_or_by_a_key() {
    CartEvent.ItemAdded added =
        new CartEvent.ItemAdded("p-1", 3, Optional.of(new BigDecimal("2.50")));
    String stream = "'stream':'cart.item-added'";
    ProjectionInput<JsonNode> input = input(document(stream), new SilentFacts(), Samples.ADDED);
    var logged = event(CartEvent.ItemAdded.class, added, "c-7", 2);
    JsonNode data = json("{'productId':'p-1','quantity':3,'unitPrice':'2.50'}");
    assertThat(input.read(logged, TableView.NONE)).isEqualTo(new Read.Counted<>("c-7", data));
    assertThat(input.isByStreamKey()).isFalse();
    assertThat(input.log()).isEqualTo("cart");
    assertThat(input.isOf(logged.event())).isTrue();
    assertThat(
            input.isOf(
                event(CartEvent.ItemRemoved.class, new CartEvent.ItemRemoved("p", 1), "c-7", 3)
                    .event()))
        .isFalse();
    assertThat(
            input(document(stream, "'key':'data.productId'"), new SilentFacts(), Samples.ADDED)
                .read(logged, TableView.NONE))
        .isEqualTo(new Read.Counted<>("p-1", data));
  }

  private static JsonNode canonical(JsonNode data) {
    return ORDERS.codec().decode(ORDERS.codec().encode(data), ORDERS.schema());
  }

  private static ProjectionInput<JsonNode> input(JsonNode document) {
    return input(document, new SilentFacts(), ORDERS);
  }

  private static ProjectionInput<JsonNode> input(
      JsonNode document, Facts facts, StreamDefinition stream) {
    ProjectionDefinition<JsonNode> definition =
        DeclaredDefinitions.definition(
            ProjectionReader.read(document).projection().orElseThrow(),
            new ProjectionVersion("orders", 1),
            List.of(stream),
            Samples.decoder(facts));
    assertThat(definition.isInPlace()).isEqualTo(definition.sources().getFirst().isByStreamKey());
    return definition.sources().getFirst();
  }
}
