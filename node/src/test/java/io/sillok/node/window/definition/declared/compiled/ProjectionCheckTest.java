package io.sillok.node.window.definition.declared.compiled;

import static io.sillok.node.window.definition.declared.Samples.ALL;
import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static io.sillok.node.window.definition.declared.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.gateway.InMemoryFacts;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionCheckTest {

  private static final String NAME = "orders-per-minute";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'key':'data.customer'",
        "'key':['data.size','data.amount','data.express','key']",
        "'key':'has(data.gate) ? data.gate : \\\"none\\\"'",
        "'key':[]",
        "'filter':'data.amount > 5 && has(data.gate)'",
        "'stream':'page-viewed','key':'data.page'",
        "'stream':'page-viewed','key':[]",
        "'stream':'cart.item-added','aggregates':{'a':{'function':'sum','field':'quantity'},'b':{'function':'max','field':'unitPrice'}}",
        "'aggregates':{'a':{'function':'sum','field':'order.total'},'b':{'function':'avg','field':'discount'}}"
      })
  void what_fits_its_streams_is_taken(String members) {
    assertThat(faults(document(members))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'stream':'page-vewed'; unknown-stream; /stream; did you mean page-viewed? There are cart.item-added, order-placed, page-viewed; declare one with PUT",
        "'stream':'projection-orders-per-minute'; own-results; /stream; read another stream",
        "'stream':'projection-orders-per-minute-v2-late'; own-results; /stream; read another stream",
        "'stream':'page-viewed'; missing-field; /key; the events of page-viewed have no key",
        "'filter':'data.amout > 5'; invalid-filter; /filter; 1:6: ",
        "'filter':'data.amount'; invalid-filter; /filter; must be a bool, but is int",
        "'filter':'data.amount >'; invalid-filter; /filter; 1:14: ",
        "'key':'data.weight'; invalid-key; /key; must be a string, int or bool, but is double",
        "'key':'data.placedAt'; invalid-key; /key; must be a string, int or bool, but is timestamp",
        "'key':['data.customer','data.cust']; invalid-key; /key/1; 1:6: ",
        "'key':'data.gate'; invalid-key; /key; guard it, as in has(data.gate) ? data.gate : \"none\"",
        "'key':['data.customer','data.billing.city']; invalid-key; /key/1; guard it, as in has(data.billing)",
        "'stream':'page-viewed','key':'key'; invalid-key; /key; The events of the stream have no key"
      })
  void what_does_not_fit_a_stream_is_told_with_its_place(
      String members, String code, String pointer, String message) {
    requireOne(faults(document(members)), code, pointer, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "amont; sum; unknown-event-field; it has customer, amount",
        "order; sum; unfit-event-field; is of type record (Order) in the events of order-placed, but sum is of numbers; choose a single value, such as order.total",
        "order.tax; sum; unknown-event-field; Order has no 'tax'; it has total",
        "customer; sum; unfit-event-field; is of type string in the events of order-placed, but sum is of numbers",
        "express; avg; unfit-event-field; is of type boolean",
        "placedAt; avg; unfit-event-field; is of type long (timestamp-micros)",
        "patience; sum; unfit-event-field; is of type long (duration-nanos)",
        "express; min; unfit-event-field; min is of numbers, strings, times or durations",
        "size; max; unfit-event-field; is of type enum (Size)",
        "id; max; unfit-event-field; is of type string (uuid)",
        "raw; min; unfit-event-field; is of type bytes",
        "tags; first; unfit-event-field; is of type array",
        "billing; last; unfit-event-field; is of type record (Billing)",
        "order; distinct','exact':'5; unfit-event-field; distinct is of single values"
      })
  void a_field_that_does_not_fit_its_function_is_refused(
      String field, String function, String code, String message) {
    String rest = function.contains("exact") ? ",'exact':5" : "";
    String name = function.contains("exact") ? "distinct" : function;
    requireOne(
        faults(
            document(
                "'aggregates':{'a':{'function':'%s','field':'%s'%s}}"
                    .formatted(name, field, rest))),
        code,
        "/aggregates/a/field",
        message);
  }

  @Test
  void a_percentile_is_of_numbers() {
    requireOne(
        faults(document("'aggregates':{'a':{'function':'percentile','field':'day','percent':5}}")),
        "unfit-event-field",
        "/aggregates/a/field",
        "is of type int (date)");
  }

  @Test
  void sources_have_the_fields_that_are_aggregated_alike() {
    JsonNode document =
        sources(
            "'sources':[{'stream':'order-placed','key':[]},{'stream':'page-viewed','key':[]}]",
            "'aggregates':{'a':{'function':'sum','field':'total'},'b':{'function':'last','field':'gate'},'c':{'function':'count'},'d':{'function':'max','field':'page'}}");
    List<ProjectionFault> faults = faults(document);
    assertThat(faults)
        .extracting(ProjectionFault::code)
        .containsExactly("event-fields-differ", "unknown-event-field");
    assertThat(faults.getFirst().message())
        .isEqualTo(
            "is of type int in the events of page-viewed, but of type long in those of order-placed; aggregate a field that all sources have of the same type");
    assertThat(faults.getLast().message()).contains("a field of the events of order-placed");
  }

  @Test
  void what_is_wrong_in_a_source_is_told_with_its_place() {
    List<ProjectionFault> faults =
        faults(
            sources(
                "'sources':[{'stream':'nothing'},{'stream':'order-placed','filter':'5','key':['key','data.gate']}]"));
    assertThat(faults)
        .extracting(ProjectionFault::pointer)
        .containsExactly("/sources/0/stream", "/sources/1/filter", "/sources/1/key/1");
  }

  @Test
  void all_that_is_wrong_is_told_at_once() {
    List<ProjectionFault> faults =
        ProjectionCheck.faults(
            "Orders",
            ProjectionReader.read(
                document(
                    "'filter':'5'",
                    "'key':'data.gate'",
                    "'window':{'kind':'tumbling','size':'x'}",
                    "'aggregates':{'a':{'function':'sum','field':'customer'},'b':{'function':'top','field':'customer'}}")),
            ALL);
    assertThat(faults)
        .extracting(ProjectionFault::code)
        .containsExactlyInAnyOrder(
            "wrong-type",
            "missing-field",
            "invalid-name",
            "invalid-filter",
            "invalid-key",
            "unfit-event-field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Orders", "orders.all", "", "a-name-that-is-longer-than-35-characters"})
  void a_name_is_in_kebab_case_and_short(String name) {
    requireOne(
        ProjectionCheck.faults(name, ProjectionReader.read(document()), ALL),
        "invalid-name",
        "",
        "must be named in kebab case, such as views-per-minute");
  }

  @Test
  void a_retired_stream_is_not_read_anew_but_goes_on_being_read() {
    List<StreamDefinition> streams = List.of(Samples.retired(ORDERS));
    requireOne(
        ProjectionCheck.faults(NAME, ProjectionReader.read(document()), streams),
        "stream-retired",
        "/stream",
        "brings it back");
    assertThat(
            DeclaredDefinitions.definition(
                    ProjectionReader.read(document()).projection().orElseThrow(),
                    new ProjectionVersion(NAME, 2),
                    streams,
                    Samples.decoder(new InMemoryFacts()))
                .sources())
        .hasSize(1);
  }

  @Test
  void a_projection_that_does_not_fit_any_more_says_why() {
    StreamDefinition changed =
        Samples.stream(ORDERS.name(), ORDERS.kind(), "'name':'customer','type':'string'");
    assertThatThrownBy(() ->
            DeclaredDefinitions.definition(
                ProjectionReader.read(
                        document("'aggregates':{'a':{'function':'sum','field':'total'}}"))
                    .projection()
                    .orElseThrow(),
                new ProjectionVersion(NAME, 1),
                List.of(changed),
                Samples.decoder(new InMemoryFacts())))
        .isInstanceOf(UnfitProjectionException.class)
        .hasMessageContaining("/aggregates/a/field must be a field of the events of order-placed")
        .hasMessageContaining("Declare it anew with PUT /v1/projections/" + NAME);
  }

  private static List<ProjectionFault> faults(JsonNode document) {
    return ProjectionCheck.faults(NAME, ProjectionReader.read(document), ALL);
  }

  private static JsonNode sources(String... members) {
    ObjectNode document = (ObjectNode) document(members);
    document.remove("stream");
    if (!document.has("sources")) {
      throw new IllegalArgumentException("no sources");
    }
    return document;
  }

  private static void requireOne(
      List<ProjectionFault> faults, String code, String pointer, String message) {
    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().code()).isEqualTo(code);
    assertThat(faults.getFirst().pointer()).isEqualTo(pointer);
    assertThat(faults.getFirst().message()).contains(message);
  }
}
