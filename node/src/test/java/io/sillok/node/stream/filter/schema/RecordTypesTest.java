package io.sillok.node.stream.filter.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTypesTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"int\" | int | 7 | 7",
        "\"long\" | int | 7 | 7",
        "\"float\" | double | 0.1 | 0.1",
        "\"double\" | double | 2 | 2.0",
        "\"boolean\" | bool | true | true",
        "\"string\" | string | \"x\" | x",
        "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]} | string | \"A\" | A",
        "{\"type\":\"int\",\"logicalType\":\"date\"} | string | \"2026-01-31\" | 2026-01-31",
        "{\"type\":\"int\",\"logicalType\":\"time-millis\"} | string | \"10:15:00\" | 10:15:00",
        "{\"type\":\"long\",\"logicalType\":\"local-timestamp-micros\"} | string | \"2026-01-31T10:15:00\" | 2026-01-31T10:15:00",
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"} | google.protobuf.Timestamp | \"2026-01-31T10:15:00Z\" | 2026-01-31T10:15:00Z",
        "{\"type\":\"long\",\"logicalType\":\"duration-nanos\"} | google.protobuf.Duration | \"PT90S\" | PT1M30S",
        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2} | double | \"12.50\" | 12.5",
        "{\"type\":\"bytes\",\"logicalType\":\"big-decimal\"} | double | 12.5 | 12.5",
        "{\"type\":\"fixed\",\"name\":\"F\",\"size\":8,\"logicalType\":\"decimal\",\"precision\":9} | double | \"12\" | 12.0",
        "{\"type\":\"string\",\"logicalType\":\"uuid\"} | string | \"x\" | x",
        "{\"type\":\"array\",\"items\":\"long\"} | list(int) | [1,2] | [1, 2]",
        "{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":\"string\"}} | map(string, list(string)) | {\"a\":[\"b\"]} | {a=[b]}",
        "[\"null\",\"long\"] | wrapper(int) | 7 | 7",
        "[\"null\",\"long\"] | wrapper(int) | null | NULL_VALUE",
        "[\"string\",\"null\"] | wrapper(string) | \"x\" | x",
        "[\"null\",{\"type\":\"array\",\"items\":\"long\"}] | list(int) | null | NULL_VALUE",
        "{\"type\":\"array\",\"items\":[\"null\",\"long\"]} | list(wrapper(int)) | [1,null] | [1, NULL_VALUE]",
        "[\"long\",\"string\"] | dyn | {\"a\":[1,2.5,\"x\",true,null]} | {a=[1, 2.5, x, true, NULL_VALUE]}",
      })
  void each_type_of_avro_has_one_of_cel(String schema, String type, String json, String value)
      throws Exception {
    RecordTypes types = types("[{\"name\":\"field\",\"type\":%s}]".formatted(schema));
    assertThat(CelTypes.format(type(types.root(), "field"))).isEqualTo(type);
    JsonNode data = MAPPER.readTree("{\"field\":%s}".formatted(json));
    Object read = new RecordValue(types.root(), data, new Absences()).select("field");
    assertThat(read.toString()).isEqualTo(value);
  }

  @Test
  void times_are_read_as_such() throws Exception {
    RecordTypes types =
        types(
            """
            [{"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
             {"name":"lasts","type":{"type":"long","logicalType":"duration-nanos"}}]
            """);
    RecordValue value =
        new RecordValue(
            types.root(),
            MAPPER.readTree("{\"at\":\"2026-01-31T10:15:00Z\",\"lasts\":\"PT1H\"}"),
            new Absences());
    assertThat(value.select("at")).isEqualTo(Instant.parse("2026-01-31T10:15:00Z"));
    assertThat(value.select("lasts")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_record_may_contain_itself() {
    RecordTypes types =
        types(
            """
            [{"name":"root","type":{"type":"record","name":"Node","fields":[
              {"name":"name","type":"string"},{"name":"next","type":["null","Node"],"default":null}]}}]
            """);
    RecordType node = record(types, types.root(), "root");
    assertThat(node.fieldNames()).containsExactly("name", "next");
    assertThat(record(types, node, "next")).isSameAs(node);
  }

  @Test
  void records_of_one_name_in_two_namespaces_are_two() {
    RecordTypes types =
        types(
            """
            [{"name":"a","type":{"type":"record","name":"Part","namespace":"one","fields":[{"name":"x","type":"int"}]}},
             {"name":"b","type":{"type":"record","name":"Part","namespace":"two","fields":[{"name":"y","type":"int"}]}}]
            """);
    assertThat(record(types, types.root(), "a").fieldNames()).containsExactly("x");
    assertThat(record(types, types.root(), "b").fieldNames()).containsExactly("y");
  }

  @Test
  void one_of_several_records_has_the_fields_of_all() {
    RecordTypes types =
        types(
            """
            [{"name":"payment","type":[
              {"type":"record","name":"Card","fields":[
                {"name":"digits","type":"string"},{"name":"year","type":"int"},{"name":"code","type":"int"}]},
              {"type":"record","name":"Cash","fields":[
                {"name":"given","type":"long"},{"name":"year","type":"int"},{"name":"code","type":"string"}]}]}]
            """);
    RecordType payment = record(types, types.root(), "payment");
    assertThat(payment.fieldNames()).containsExactly("type", "digits", "year", "code", "given");
    assertThat(CelTypes.format(type(payment, "type"))).isEqualTo("string");
    assertThat(CelTypes.format(type(payment, "digits"))).isEqualTo("wrapper(string)");
    assertThat(CelTypes.format(type(payment, "year"))).isEqualTo("int");
    assertThat(CelTypes.format(type(payment, "code"))).isEqualTo("dyn");
    assertThat(CelTypes.format(type(payment, "given"))).isEqualTo("wrapper(int)");
  }

  @Test
  void what_was_asked_for_in_vain_is_noted() throws Exception {
    RecordTypes types =
        types(
            """
            [{"name":"a","type":["null","long"],"default":null},{"name":"b","type":["null","long"],"default":null}]
            """);
    Absences absences = new Absences();
    RecordValue value = new RecordValue(types.root(), MAPPER.readTree("{\"b\":1}"), absences);
    assertThat(value.find("a")).isEmpty();
    assertThat(absences.fields()).isEmpty();
    assertThat(value.select("b")).isEqualTo(1L);
    assertThat(value.select("a")).isEqualTo(NullValue.NULL_VALUE);
    assertThat(absences.fields()).extracting(FieldType::name).containsExactly("a");
  }

  private static RecordTypes types(String fields) {
    return new RecordTypes(
        new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Event\",\"fields\":%s}".formatted(fields)));
  }

  private static CelType type(RecordType record, String field) {
    return record.find(field).orElseThrow().value().type();
  }

  private static RecordType record(RecordTypes types, RecordType from, String field) {
    return types.find(type(from, field).name()).orElseThrow();
  }
}
