package io.sillok.node.window.definition.declared.compiled;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static io.sillok.node.window.definition.declared.Samples.document;
import static io.sillok.node.window.definition.declared.Samples.event;
import static io.sillok.node.window.definition.declared.Samples.json;
import static io.sillok.node.window.definition.declared.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput.Read;
import io.sillok.node.window.definition.ProjectionStreams;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.SilentFacts;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.lookup.TableView;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.SchemaDocument;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.run.Contribution;
import io.sillok.protocol.window.run.Intake;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredResultsTest {

  private static final String MANY =
      "{'customer':'bob','amount':3,'total':4,'weight':2.5,'ratio':0.2,'price':'2.250','tax':'0.20','huge':'100000000000000000000','express':false,'size':'S','placedAt':'2026-01-31T11:00:00.5Z','day':'2026-02-01','at':'09:00:00.100','patience':'PT9M','gate':'b','discount':5}";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'function':'count'; 3; long",
        "'function':'sum','field':'amount'; 5; long",
        "'function':'sum','field':'discount'; 5; long",
        "'function':'sum','field':'weight'; 5.5; double",
        "'function':'sum','field':'ratio'; 0.4; double",
        "'function':'sum','field':'order.total'; 7.5; double",
        "'function':'sum','field':'price'; '5.250'; big-decimal",
        "'function':'sum','field':'tax'; '0.40'; big-decimal",
        "'function':'sum','field':'huge'; '100000000000000000014'; big-integer",
        "'function':'avg','field':'amount'; 1.6666666666666667; [null, double]",
        "'function':'avg','field':'discount'; 5.0; [null, double]",
        "'function':'avg','field':'price'; 1.75; [null, double]",
        "'function':'min','field':'amount'; 1; [null, int]",
        "'function':'max','field':'total'; 4; [null, long]",
        "'function':'max','field':'ratio'; 0.2; [null, float]",
        "'function':'max','field':'price'; '2.250'; [null, big-decimal]",
        "'function':'max','field':'tax'; '0.20'; [null, decimal]",
        "'function':'max','field':'huge'; '100000000000000000000'; [null, big-integer]",
        "'function':'max','field':'customer'; 'cat'; [null, string]",
        "'function':'min','field':'placedAt'; '2026-01-31T11:00:00.500Z'; [null, timestamp-micros]",
        "'function':'max','field':'day'; '2026-02-01'; [null, date]",
        "'function':'min','field':'at'; '09:00:00.1'; [null, time-millis]",
        "'function':'min','field':'patience'; 'PT9M'; [null, duration-nanos]",
        "'function':'first','field':'customer'; 'ann'; [null, string]",
        "'function':'last','field':'customer'; 'cat'; [null, string]",
        "'function':'first','field':'gate'; 'b'; [null, string]",
        "'function':'first','field':'size'; 'M'; [null, Size]",
        "'function':'first','field':'express'; true; [null, boolean]",
        "'function':'last','field':'raw'; 'AQI='; [null, bytes]",
        "'function':'last','field':'id'; '123e4567-e89b-12d3-a456-426614174000'; [null, uuid]",
        "'function':'last','field':'local'; '2026-01-31T12:00:00'; [null, local-timestamp-micros]",
        "'function':'last','field':'seenAt'; '2026-01-31T12:00:00Z'; [null, timestamp-millis]",
        "'function':'distinct','field':'customer'; {'count':3,'exact':true}; Distinct",
        "'function':'distinct','field':'gate'; {'count':1,'exact':true}; Distinct",
        "'function':'distinct','field':'price'; {'count':2,'exact':true}; Distinct",
        "'function':'distinct','field':'weight'; {'count':2,'exact':true}; Distinct",
        "'function':'distinct','field':'express'; {'count':2,'exact':true}; Distinct",
        "'function':'top','field':'size','most':1; [{'value':'M','count':2}]; array",
        "'function':'top','field':'amount','most':9; [{'value':1,'count':2},{'value':3,'count':1}]; array",
        "'function':'top','field':'express','most':1; [{'value':true,'count':2}]; array",
        "'function':'top','field':'price','most':1; [{'value':'1.5','count':2}]; array",
        "'function':'top','field':'tax','most':1; [{'value':'0.10','count':2}]; array",
        "'function':'top','field':'ratio','most':1; [{'value':0.1,'count':2}]; array",
        "'function':'collect','field':'customer','most':2; ['ann','bob']; array",
        "'function':'collect','field':'gate','most':5; ['b']; array",
        "'function':'collect','field':'huge','most':5; ['7','100000000000000000000','7']; array",
        "'function':'collect','field':'weight','most':5; [1.5,2.5,1.5]; array"
      })
  void a_window_tells_its_aggregates(String aggregation, String value, String type) {
    Run run = new Run("'a':{%s}".formatted(aggregation));
    JsonNode many = json(MANY);
    JsonNode second = order();
    ((ObjectNode) second).setAll((ObjectNode) many);
    run.take(order(), second, order("'customer':'cat'"));
    assertThat(run.values()).isEqualTo(run.asWritten("{'a':%s}".formatted(value)));
    assertThat(typeOf(run.schema().getField("a").schema())).isEqualTo(type);
  }

  private static String typeOf(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream().map(DeclaredResultsTest::typeOf).toList().toString();
    }
    String meaning = schema.getProp("logicalType");
    return meaning == null ? schema.getName() : meaning;
  }

  @Test
  void a_percentile_is_near_the_value() {
    Run run = new Run("'a':{'function':'percentile','field':'price','percent':50}");
    run.take(order("'price':'1'"), order("'price':'100'"), order("'price':'1000'"));
    assertThat(run.values().get("a").doubleValue()).isBetween(99.0, 101.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"min", "max", "avg", "first", "last"})
  void what_there_is_none_of_is_left_out(String function) {
    Run run =
        new Run(
            "'a':{'function':'%s','field':'discount'},'n':{'function':'count'}"
                .formatted(function));
    run.take(order("'discount':null"), order());
    assertThat(run.values()).isEqualTo(run.asWritten("{'n':2}"));
  }

  @Test
  void events_without_a_value_count_for_nothing_but_the_count() {
    Run run =
        new Run(
            "'number':{'function':'count'},'sum':{'function':'sum','field':'discount'},"
                + "'users':{'function':'distinct','field':'gate'},'half':{'function':'percentile','field':'discount','percent':50},"
                + "'most':{'function':'top','field':'gate','most':3},'all':{'function':'collect','field':'billing.city','most':3}");
    run.take(order("'billing':null"));
    assertThat(run.values())
        .isEqualTo(
            run.asWritten(
                "{'number':1,'sum':0,'users':{'count':0,'exact':true},'most':[],'all':[]}"));
  }

  @Test
  void a_sum_that_nothing_holds_is_a_failure_of_the_window() {
    Run wholes = new Run("'a':{'function':'sum','field':'total'}");
    wholes.take(order("'total':9223372036854775807"), order());
    assertThat(wholes.result().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("64 bits"));
    Run doubles = new Run("'a':{'function':'sum','field':'weight'}");
    doubles.take(order("'weight':1.7e308"), order("'weight':1.7e308"));
    assertThat(doubles.result().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("above what a double holds"));
    Run average = new Run("'a':{'function':'avg','field':'price'}");
    average.take(order("'price':'1e400'"), order());
    assertThat(average.result().failure())
        .contains("The average of price is above what a double holds");
  }

  @Test
  void the_schema_is_a_record_of_all_aggregates_that_can_be_kept() {
    Run run =
        new Run(
            IntStream.range(0, 20)
                .mapToObj(number ->
                    switch (number % 4) {
                      case 0 ->
                          "'a%d':{'function':'top','field':'size','most':3}".formatted(number);
                      case 1 -> "'a%d':{'function':'distinct','field':'id'}".formatted(number);
                      case 2 ->
                          "'a%d':{'function':'collect','field':'size','most':3}".formatted(number);
                      default -> "'a%d':{'function':'last','field':'size'}".formatted(number);
                    })
                .reduce("%s,%s"::formatted)
                .orElseThrow());
    Schema schema = run.schema();
    assertThat(schema.getName()).isEqualTo("OrdersPer5MinutesValues");
    assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    assertThat(schema.getFields()).extracting(Schema.Field::name).startsWith("a0", "a1", "a2");
    run.take(order(), order("'size':'L'"));
    assertThat(run.values().get("a0")).hasSize(2);
    assertThat(FieldPath.of(schema, "a1.count").type()).isEqualTo(Schema.Type.LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'averagePrice':{'function':'avg','field':'price'}",
        "'isExpress':{'function':'max','field':'amount'},'status':{'function':'first','field':'customer'}",
        "'createdAt':{'function':'sum','field':'total'},'lastAt':{'function':'last','field':'customer'}",
        "'amount':{'function':'sum','field':'weight'},'number':{'function':'last','field':'customer'}",
        "'a':{'function':'min','field':'total'},'b':{'function':'min','field':'total'},'type':{'function':'first','field':'customer'},'d':{'function':'max','field':'total'}",
        "'price':{'function':'top','field':'weight','most':3}",
        "'sizes':{'function':'collect','field':'size','most':3},'largest':{'function':'top','field':'size','most':3},'latest':{'function':'last','field':'size'}",
        "'prices':{'function':'collect','field':'weight','most':3},'users':{'function':'distinct','field':'customer'}"
      })
  void the_streams_of_a_projection_can_be_declared_whatever_its_aggregates_are_named(
      String aggregates) {
    Run run = new Run(aggregates);
    for (var stream :
        ProjectionStreams.of(run.definition.version(), run.schema(), Optional.empty())) {
      Schema kept = SchemaDocument.parse(json(stream.schema().toString()));
      assertThat(kept).isEqualTo(stream.schema());
      assertThat(DeclaredCodec.of(kept).schema()).isEqualTo(kept);
      assertThat(EventDesign.checkDeclared(kept, stream.key())).noneMatch(Finding::isError);
    }
  }

  @Test
  void what_is_kept_of_events_is_the_same_after_it_was_written() {
    Run run =
        new Run(
            Stream.of("amount", "weight", "price", "huge", "customer", "placedAt", "patience", "at")
                .map(field -> "'%s':{'function':'max','field':'%s'}".formatted(field, field))
                .reduce("%s,%s"::formatted)
                .orElseThrow());
    run.take(order(), order("'customer':'zed'"));
    assertThat(run.values().get("customer").textValue()).isEqualTo("zed");
    assertThat(run.values().get("price").textValue()).isEqualTo("1.50");
  }

  /** All events in one window and partition; what they contribute goes through bytes. */
  private static final class Run {

    private final ProjectionDefinition<JsonNode> definition;
    private final DeclaredCodec codec;
    private final WindowState state;
    private long offset;

    Run(String aggregates) {
      definition =
          DeclaredDefinitions.definition(
              ProjectionReader.read(document("'aggregates':{%s}".formatted(aggregates)))
                  .projection()
                  .orElseThrow(),
              new ProjectionVersion("orders-per-5-minutes", 1),
              List.of(ORDERS),
              Samples.decoder(new SilentFacts()));
      codec = DeclaredCodec.of(definition.results().schema());
      state = WindowState.of(definition.windowing(), definition.summaries());
    }

    void take(JsonNode... orders) {
      Intake<JsonNode> intake = new Intake<>(definition.windowing(), definition.summaries());
      for (JsonNode order : orders) {
        IndexedEvent event = event(ORDERS, "c-1", order, offset);
        Read<JsonNode> read = definition.sources().getFirst().read(event, TableView.NONE);
        assertThat(read).isInstanceOf(Read.Counted.class);
        intake.add(
            "c-1",
            ((Read.Counted<JsonNode>) read).value(),
            new Occurrence(offset * 1_000_000, 3, offset),
            0);
        offset++;
      }
      intake.drain().forEach(contribution -> state.add(3, throughBytes(contribution)));
    }

    private Contribution throughBytes(Contribution contribution) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        contribution.write(definition.summaries(), new DataOutputStream(bytes));
        return Contribution.read(
            definition.summaries(),
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    private List<WindowResult> told = List.of();

    WindowResult result() {
      if (told.isEmpty()) {
        told = state.advance(Window.NEVER - 1);
      }
      assertThat(told).hasSize(1);
      return told.getFirst();
    }

    /** As they are read of what was written. */
    JsonNode values() {
      JsonNode values = definition.results().values(result());
      return codec.decode(codec.encode(values), codec.schema());
    }

    JsonNode asWritten(String values) {
      return codec.decode(codec.encode(json(values)), codec.schema());
    }

    Schema schema() {
      return codec.schema();
    }
  }
}
