package io.sillok.node.window.definition.declared.document;

import static io.sillok.node.window.definition.declared.Samples.document;
import static io.sillok.node.window.definition.declared.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredLookup;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionReaderTest {

  @Test
  void a_document_says_what_is_read_and_told() {
    DeclaredProjection projection =
        read(
            json(
                """
                {'stream': 'page-viewed',
                 'filter': 'data.page != null',
                 'key': ['data.page', 'data.gate'],
                 'window': {'kind': 'hopping', 'size': 'PT60M', 'slide': 'PT1H', 'zone': 'Asia/Seoul'},
                 'outOfOrderness': 'PT10S',
                 'allowedLateness': 'PT1M',
                 'refinement': 'PT30S',
                 'emit': 'updates',
                 'aggregates': {
                   'views': {'function': 'count'},
                   'most': {'function': 'top', 'field': 'page', 'most': 3},
                   'slow': {'function': 'percentile', 'field': 'took.millis', 'percent': 99.9}}}
                """));
    LinkedHashMap<String, Aggregation> aggregates = new LinkedHashMap<>();
    aggregates.put("views", new Aggregation.Count());
    aggregates.put("most", new Aggregation.Top("page", 3));
    aggregates.put("slow", new Aggregation.Percentile("took.millis", 99.9));
    assertThat(projection)
        .isEqualTo(
            new DeclaredProjection(
                List.of(
                    new DeclaredSource(
                        "page-viewed",
                        Optional.of("data.page != null"),
                        Optional.of(List.of("data.page", "data.gate")),
                        Optional.empty())),
                new Windowing(
                    WindowSpec.hopping(Duration.ofHours(1), Duration.ofHours(1))
                        .zone(ZoneId.of("Asia/Seoul")),
                    Lateness.of(Duration.ofSeconds(10))
                        .allowing(Duration.ofMinutes(1))
                        .refining(Duration.ofSeconds(30)),
                    Emit.UPDATES),
                aggregates));
    assertThat(projection.aggregates().sequencedKeySet()).containsExactly("views", "most", "slow");
  }

  @Test
  void what_is_usual_need_not_be_said() {
    DeclaredProjection projection =
        read(
            document(
                "'key':null", "'aggregates':{'users':{'function':'distinct','field':'customer'}}"));
    assertThat(projection.sources())
        .containsExactly(
            new DeclaredSource(
                "order-placed", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(projection.windowing())
        .isEqualTo(
            new Windowing(
                WindowSpec.tumbling(Duration.ofMinutes(1)),
                Lateness.of(Duration.ZERO),
                Emit.FINAL));
    assertThat(projection.aggregates())
        .containsEntry("users", new Aggregation.Distinct("customer", 10_000));
  }

  @Test
  void a_key_is_one_expression_or_several_or_none() {
    assertThat(keyOf("'key':'data.a'")).contains(List.of("data.a"));
    assertThat(keyOf("'key':['data.a']")).contains(List.of("data.a"));
    assertThat(keyOf("'key':['data.a','data.b']")).contains(List.of("data.a", "data.b"));
    assertThat(keyOf("'key':[]")).contains(List.of());
    assertThat(keyOf("'filter':'true'")).isEmpty();
  }

  private static Optional<List<String>> keyOf(String member) {
    return read(document(member)).sources().getFirst().key();
  }

  @Test
  void several_streams_are_read_together() {
    DeclaredProjection projection =
        read(
            document("'sources':[{'stream':'a','filter':'true'},{'stream':'b','key':[]}]"),
            "stream");
    assertThat(projection.sources())
        .containsExactly(
            new DeclaredSource("a", Optional.of("true"), Optional.empty(), Optional.empty()),
            new DeclaredSource("b", Optional.empty(), Optional.of(List.of()), Optional.empty()));
  }

  @Test
  void a_source_may_look_up_a_table() {
    String lookup =
        "'stream':'order-placed','outOfOrderness':'PT0S','lookup':{'stream':'customer','key':'data.customer','outOfOrderness':'PT5S'}";
    DeclaredProjection projection = read(document(lookup));
    assertThat(projection.sources().getFirst().lookup())
        .contains(new DeclaredLookup("customer", "data.customer", Duration.ofSeconds(5)));
    assertThat(projection).isNotEqualTo(read(document()));
    assertThat(projection).isNotEqualTo(read(document(lookup.replace("PT5S", "PT6S"))));
  }

  @Test
  void the_order_of_aggregates_makes_no_other_projection() {
    String one = "'a':{'function':'count'}";
    String other = "'b':{'function':'sum','field':'total'}";
    assertThat(read(document("'aggregates':{%s,%s}".formatted(one, other))))
        .isEqualTo(read(document("'aggregates':{%s,%s}".formatted(other, one))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'downstreams':{}; unknown-field; /downstreams; is not known; A projection has stream, filter, key, lookup, sources, window",
        "'stream':null; missing-field; /stream; must be there: the name of the stream",
        "'stream':7; wrong-type; /stream; must be a text, but is 7",
        "'filter':[]; wrong-type; /filter; must be a text, but is an array",
        "'lookup':'customer'; wrong-type; /lookup; must be a JSON object, but is \"customer\"",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'key':'data.a','outOfOrderness':'PT1S'}; missing-field; /lookup/stream; of kind entity",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'stream':'customer','outOfOrderness':'PT1S'}; missing-field; /lookup/key; such as data.customerId",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'stream':'customer','key':'data.a'}; missing-field; /lookup/outOfOrderness; how late a change",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'stream':'customer','key':'data.a','outOfOrderness':'PT-1S'}; invalid-window; /lookup/outOfOrderness; from 0 to 10,000 days, but is PT-1S",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'stream':'customer','key':'data.a','outOfOrderness':'5 s'}; wrong-type; /lookup/outOfOrderness; ISO 8601",
        "'stream':'a','outOfOrderness':'PT0S','lookup':{'stream':'customer','key':'data.a','outOfOrderness':'PT1S','as':'x'}; unknown-field; /lookup/as; A lookup has stream, key, outOfOrderness",
        "'key':true; wrong-type; /key; must be a text or a list of such, but is true",
        "'key':['a',5]; wrong-type; /key/1; must be a text, but is 5",
        "'key':['a','a','a','a','a','a','a','a','a','a','a']; out-of-range; /key; at most 10 parts, but has 11",
        "'window':null; missing-field; /window; such as {\"kind\": \"tumbling\"",
        "'window':'PT1M'; wrong-type; /window; must be a JSON object, but is \"PT1M\"",
        "'window':{'size':'PT1M'}; missing-field; /window/kind; tumbling, hopping, cumulative, sliding, session, global",
        "'window':{'kind':'hoping'}; out-of-range; /window/kind; must be one of tumbling, hopping",
        "'window':{'kind':'tumbling'}; missing-field; /window/size; how long a window is",
        "'window':{'kind':'tumbling','size':'1m'}; wrong-type; /window/size; must be an ISO 8601 duration such as PT1M, but is '1m'",
        "'window':{'kind':'tumbling','size':'PT0S'}; invalid-window; /window/size; size must be from 1 ms",
        "'window':{'kind':'tumbling','size':'PT1M','slide':'PT1S'}; unknown-field; /window/slide; A tumbling window has kind, size, offset, zone",
        "'window':{'kind':'tumbling','size':'PT1M','offset':'PT1M'}; invalid-window; /window/offset; less than the size",
        "'window':{'kind':'tumbling','size':'PT1H','zone':'Europe/Amsterdan'}; out-of-range; /window/zone; did you mean Europe/Amsterdam?",
        "'window':{'kind':'tumbling','size':'PT1H','zone':'+02:00'}; out-of-range; /window/zone; the name of a time zone by IANA",
        "'window':{'kind':'tumbling','size':'PT1M','zone':'Asia/Seoul'}; invalid-window; /window/zone; whole hours",
        "'window':{'kind':'hopping','size':'PT1M'}; missing-field; /window/slide; how often a window begins",
        "'window':{'kind':'hopping','size':'PT1M','slide':'PT2M'}; invalid-window; /window/slide; at most the size of PT1M",
        "'window':{'kind':'cumulative','size':'PT1M','step':'PT7S'}; invalid-window; /window/step; multiple of the step",
        "'window':{'kind':'sliding','size':'PT1M','zone':'UTC'}; unknown-field; /window/zone; A sliding window has kind, size",
        "'window':{'kind':'session'}; missing-field; /window/gap; after how long without an event",
        "'window':{'kind':'session','gap':'PT1M','longest':'PT1S'}; invalid-window; /window/longest; at least the gap",
        "'window':{'kind':'session','gap':'PT1M','longest':5}; wrong-type; /window/longest; must be a text, but is 5",
        "'window':{'kind':'global','size':'PT1M'}; unknown-field; /window/size; A global window has kind",
        "'outOfOrderness':null; missing-field; /outOfOrderness; there is no usual one",
        "'outOfOrderness':'PT-1S'; invalid-window; /outOfOrderness; from 0 to 10,000 days, but is PT-1S",
        "'allowedLateness':null; missing-field; /allowedLateness; there is no usual one",
        "'allowedLateness':'PT-1S'; invalid-window; /allowedLateness; from 0 to 10,000 days, but is PT-1S",
        "'emit':'updates','refinement':'PT0S'; invalid-window; /refinement; from 1 ms",
        "'refinement':'PT1S'; invalid-window; /refinement; set emit to updates",
        "'emit':'all'; out-of-range; /emit; must be one of final, updates, but is 'all'",
        "'aggregates':null; missing-field; /aggregates; must be there: what is told",
        "'aggregates':{}; out-of-range; /aggregates; from 1 to 20 members, but has 0",
        "'aggregates':{'Views':{'function':'count'}}; invalid-name; /aggregates/Views; camel case",
        "'aggregates':{'a-b':{'function':'count'}}; invalid-name; /aggregates/a-b; camel case",
        "'aggregates':{'a':'count'}; wrong-type; /aggregates/a; must be a JSON object, but is \"count\"",
        "'aggregates':{'a':{}}; missing-field; /aggregates/a/function; count, sum, min, max, avg, first, last, distinct, percentile, top, collect",
        "'aggregates':{'a':{'function':'median'}}; out-of-range; /aggregates/a/function; must be one of count, sum",
        "'aggregates':{'a':{'function':'count','field':'b'}}; unknown-field; /aggregates/a/field; count has function",
        "'aggregates':{'a':{'function':'sum'}}; missing-field; /aggregates/a/field; such as order.total",
        "'aggregates':{'a':{'function':'sum','field':'b','most':1}}; unknown-field; /aggregates/a/most; sum has function, field",
        "'aggregates':{'a':{'function':'distinct','field':'b','exact':0}}; out-of-range; /aggregates/a/exact; from 1 to 100000, but is 0",
        "'aggregates':{'a':{'function':'distinct','field':'b','exact':1.5}}; wrong-type; /aggregates/a/exact; a whole number, but is 1.5",
        "'aggregates':{'a':{'function':'percentile','field':'b'}}; missing-field; /aggregates/a/percent; such as 95",
        "'aggregates':{'a':{'function':'percentile','field':'b','percent':101}}; out-of-range; /aggregates/a/percent; from 0 to 100, but is 101",
        "'aggregates':{'a':{'function':'percentile','field':'b','percent':'95'}}; wrong-type; /aggregates/a/percent; a number, but is \"95\"",
        "'aggregates':{'a':{'function':'top','field':'b'}}; missing-field; /aggregates/a/most; such as 10",
        "'aggregates':{'a':{'function':'top','field':'b','most':5000000000}}; out-of-range; /aggregates/a/most; from 1 to 1000, but is 5000000000",
        "'aggregates':{'a':{'function':'collect','field':'b','most':1001}}; out-of-range; /aggregates/a/most; from 1 to 1000, but is 1001"
      })
  void what_is_wrong_is_told_with_its_place(
      String members, String code, String pointer, String message) {
    List<ProjectionFault> faults = ProjectionReader.read(document(members)).faults();
    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().code()).isEqualTo(code);
    assertThat(faults.getFirst().pointer()).isEqualTo(pointer);
    assertThat(faults.getFirst().message()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'sources':[]; out-of-range; /sources",
        "'sources':{}; wrong-type; /sources",
        "'sources':['a']; wrong-type; /sources/0",
        "'sources':[{'stream':'a'},{}]; missing-field; /sources/1/stream",
        "'sources':[{'stream':'a','emit':'final'}]; unknown-field; /sources/0/emit",
        "'sources':[{'stream':'a','key':[1]}]; wrong-type; /sources/0/key/0",
        "'sources':[{'stream':'a'}],'key':'data.b'; out-of-range; /key",
        "'sources':[{'stream':'a'}],'filter':'data.b'; out-of-range; /filter"
      })
  void what_is_wrong_in_several_sources_is_told_with_its_place(
      String members, String code, String pointer) {
    List<ProjectionFault> faults =
        ProjectionReader.read(without(document(members), "stream")).faults();
    assertThat(faults).extracting(ProjectionFault::code).containsExactly(code);
    assertThat(faults).extracting(ProjectionFault::pointer).containsExactly(pointer);
  }

  @Test
  void a_stream_beside_sources_is_refused() {
    assertThat(
            ProjectionReader.read(document("'stream':'b'", "'sources':[{'stream':'a'}]")).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/stream");
          assertThat(fault.message()).contains("write it into each of them instead");
        });
  }

  @Test
  void all_that_is_wrong_is_told_at_once() {
    List<ProjectionFault> faults =
        ProjectionReader.read(
                json(
                    "{'streams':'a','window':{'kind':'hopping','size':'PT1M','slide':'x','zone':'Moon'},"
                        + "'outOfOrderness':'PT-1S','allowedLateness':'PT-2S','emit':'never',"
                        + "'aggregates':{'a':{'function':'top','most':0},'B':{'function':'sum'}}}"))
            .faults();
    assertThat(faults)
        .extracting(ProjectionFault::pointer)
        .containsExactlyInAnyOrder(
            "/streams",
            "/stream",
            "/window/slide",
            "/window/zone",
            "/outOfOrderness",
            "/allowedLateness",
            "/emit",
            "/aggregates/a/field",
            "/aggregates/a/most",
            "/aggregates/B",
            "/aggregates/B/field");
  }

  @Test
  void what_is_no_object_is_no_projection() {
    ReadProjection read = ProjectionReader.read(json("[1]"));
    assertThat(read.faults())
        .containsExactly(
            new ProjectionFault("wrong-type", "", "must be a JSON object, but is an array"));
    assertThat(read.projection()).isEmpty();
  }

  @Test
  void a_fault_names_its_place() {
    assertThat(new ProjectionFault("c", "/a/b", "must be there").placed())
        .isEqualTo("/a/b must be there");
    assertThat(new ProjectionFault("c", "", "must be an object").placed())
        .isEqualTo("The declaration must be an object");
  }

  private static DeclaredProjection read(JsonNode document, String... leftOut) {
    ReadProjection read = ProjectionReader.read(without(document, leftOut));
    assertThat(read.faults()).isEmpty();
    return read.projection().orElseThrow();
  }

  private static JsonNode without(JsonNode document, String... leftOut) {
    ((ObjectNode) document).remove(List.of(leftOut));
    return document;
  }
}
