package io.sillok.node.window.definition.declared.compiled;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static io.sillok.node.window.definition.declared.Samples.VIEWS;
import static io.sillok.node.window.definition.declared.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.protocol.event.EventKind;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupCheckTest {

  private static final Declared CUSTOMERS =
      Samples.stream(
          "customer",
          EventKind.ENTITY,
          "'name':'tier','type':'string'",
          "'name':'points','type':'int'",
          "'name':'size','type':{'type':'enum','name':'Size','symbols':['ONE','MANY']}",
          "'name':'order','type':{'type':'record','name':'Order','fields':[{'name':'orders','type':'long'}]}");

  private static final Declared LOOKED_UP =
      Samples.stream(
          "looked-up",
          EventKind.KEYED,
          "'name':'lookup','type':'string'",
          "'name':'customer','type':'string'");

  private static final List<StreamDefinition> STREAMS =
      List.of(ORDERS, VIEWS, CUSTOMERS, LOOKED_UP);

  private static final String LOOKUP =
      "'lookup':{'stream':'customer','key':'data.customer','outOfOrderness':'PT5S'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'filter':'has(data.lookup) && data.lookup.tier == \\\"gold\\\"'",
        "'filter':'data.lookup.points > data.amount'",
        "'key':'has(data.lookup) ? data.lookup.tier : \\\"none\\\"'",
        "'filter':'data.size == \\\"S\\\" && data.lookup.size == \\\"MANY\\\"'",
        "'aggregates':{'a':{'function':'sum','field':'lookup.points'},'b':{'function':'max','field':'lookup.order.orders'},'c':{'function':'sum','field':'order.total'}}"
      })
  void what_was_looked_up_is_a_field_of_the_event(String members) {
    assertThat(faults(LOOKUP, members)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'filter':'data.lookup.teir == \\\"gold\\\"'; invalid-filter; /filter; did you mean tier?",
        "'filter':'data.lookup.size == \\\"S\\\"'; invalid-filter; /filter; ONE, MANY",
        "'key':'data.lookup.tier'; invalid-key; /key; guard it, as in has(data.lookup)",
        "'aggregates':{'a':{'function':'sum','field':'lookup.tier'}}; unfit-event-field; /aggregates/a/field; sum is of numbers",
        "'aggregates':{'a':{'function':'sum','field':'lookup.none'}}; unknown-event-field; /aggregates/a/field; has no 'none'"
      })
  void what_is_asked_of_it_must_fit_the_table(
      String members, String code, String pointer, String message) {
    requireOne(faults(LOOKUP, members), code, pointer, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "custmer; data.customer; unknown-stream; /lookup/stream; did you mean customer?",
        "page-viewed; data.customer; stream-not-table; /lookup/stream; is page-viewed, whose kind is unkeyed",
        "order-placed; data.customer; stream-not-table; /lookup/stream; of kind entity",
        "customer; data.gate; invalid-key; /lookup/key; guard it, as in has(data.gate)",
        "customer; data.cust; invalid-key; /lookup/key; 1:6: ",
        "customer; data.weight; invalid-key; /lookup/key; must be a string, int or bool",
        "customer; data.lookup.tier; invalid-key; /lookup/key; 1:6: "
      })
  void a_table_is_a_declared_stream_of_kind_entity_and_each_event_has_a_key_in_it(
      String stream, String key, String code, String pointer, String message) {
    requireOne(
        faults(LOOKUP.replace("'customer'", "'" + stream + "'").replace("data.customer", key)),
        code,
        pointer,
        message);
  }

  @Test
  void events_that_have_a_field_lookup_already_look_up_nothing() {
    requireOne(
        faults("'stream':'looked-up'", LOOKUP),
        "event-field-taken",
        "/lookup",
        "which the events of looked-up have already");
  }

  @Test
  void a_retired_table_is_not_looked_up_anew() {
    requireOne(
        ProjectionCheck.faults(
            "orders",
            ProjectionReader.read(enriched(LOOKUP)),
            List.of(ORDERS, Samples.retired(CUSTOMERS))),
        "stream-retired",
        "/lookup/stream",
        "PUT /v1/streams/customer with its declaration brings it back");
  }

  @Test
  void all_that_is_wrong_is_told_at_once() {
    assertThat(
            faults(
                "'lookup':{'stream':'page-viewed','key':'data.gate','outOfOrderness':'PT-1S'}",
                "'filter':'data.amount'",
                "'key':'data.lookup.tier'",
                "'aggregates':{'a':{'function':'sum','field':'lookup.points'}}"))
        .extracting(ProjectionFault::pointer)
        .containsExactly("/lookup/outOfOrderness", "/lookup/stream", "/lookup/key", "/filter");
  }

  @Test
  void names_of_types_that_both_have_stay_apart() {
    Schema schema = EnrichedSchema.of(ORDERS.schema(), CUSTOMERS.schema());
    Schema parsed = new Schema.Parser().parse(schema.toString());
    Schema table = parsed.getField("lookup").schema().getTypes().getLast();
    assertThat(parsed.getField("size").schema().getEnumSymbols()).containsExactly("S", "M", "L");
    assertThat(table.getField("size").schema().getEnumSymbols()).containsExactly("ONE", "MANY");
    assertThat(table.getField("order").schema().getField("orders")).isNotNull();
    assertThat(parsed.getField("placedAt").schema().getLogicalType())
        .isEqualTo(ORDERS.schema().getField("placedAt").schema().getLogicalType());
  }

  private static List<ProjectionFault> faults(String... members) {
    return ProjectionCheck.faults("orders", ProjectionReader.read(enriched(members)), STREAMS);
  }

  /** What the document has by itself would be missed, as the lookup has members named so. */
  private static JsonNode enriched(String... members) {
    ObjectNode document = (ObjectNode) document(members);
    if (!document.has("stream")) {
      document.put("stream", "order-placed");
    }
    return document.put("outOfOrderness", "PT0S");
  }

  private static void requireOne(
      List<ProjectionFault> faults, String code, String pointer, String message) {
    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().code()).isEqualTo(code);
    assertThat(faults.getFirst().pointer()).isEqualTo(pointer);
    assertThat(faults.getFirst().message()).contains(message);
  }
}
