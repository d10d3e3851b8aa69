package io.sillok.node.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.DataAdvice.Advice;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

final class DataAdviceTest {

  private static final Schema SCHEMA =
      SchemaBuilder.record("Seen")
          .fields()
          .requiredString("value")
          .name("inner")
          .type(SchemaBuilder.record("Inner").fields().optionalString("value").endRecord())
          .noDefault()
          .endRecord();

  @Test
  void texts_that_are_all_numbers_want_a_number() {
    assertThat(advice(100, number -> "" + number / 2.0))
        .singleElement()
        .satisfies(one -> assertThat(one.rule()).isEqualTo("number-as-string"))
        .satisfies(one -> assertThat(one.field()).isEqualTo("value"))
        .satisfies(one -> assertThat(one.advice()).contains("100 values"));
  }

  @Test
  void one_text_among_numbers_says_nothing() {
    assertThat(advice(100, number -> number == 77 ? "none" : "" + number)).isEmpty();
  }

  @Test
  void numbers_with_leading_zeros_are_identifiers() {
    assertThat(advice(100, number -> "0" + number)).isEmpty();
  }

  @Test
  void two_values_that_say_yes_and_no_want_a_boolean() {
    assertThat(advice(60, number -> number % 3 == 0 ? "true" : "false"))
        .extracting(Advice::rule)
        .containsExactly("boolean-as-string");
  }

  @Test
  void a_handful_of_constants_wants_an_enum_and_they_are_named() {
    assertThat(advice(60, number -> List.of("red", "blue", "green").get(number % 3)))
        .singleElement()
        .satisfies(one -> assertThat(one.rule()).isEqualTo("enum-as-string"))
        .satisfies(one -> assertThat(one.advice()).contains("blue, green, red"));
  }

  @Test
  void of_the_key_nothing_is_said_for_it_identifies() {
    List<JsonNode> events =
        IntStream.range(0, 100)
            .mapToObj(number -> {
              ObjectNode event = JsonNodeFactory.instance.objectNode();
              event.put("value", "j" + number % 5);
              event.putObject("inner").put("value", "j" + number % 5);
              return (JsonNode) event;
            })
            .toList();
    assertThat(DataAdvice.of(SCHEMA, Optional.of("value"), events))
        .extracting(Advice::field)
        .containsExactly("inner.value");
    assertThat(DataAdvice.of(SCHEMA, Optional.of("inner.value"), events))
        .extracting(Advice::field)
        .containsExactly("value");
  }

  @Test
  void of_a_few_events_nothing_is_said() {
    assertThat(advice(49, number -> "" + number)).isEmpty();
  }

  @Test
  void optional_fields_of_inner_records_count_where_they_are() {
    List<JsonNode> events =
        IntStream.range(0, 200)
            .mapToObj(number -> {
              ObjectNode event = JsonNodeFactory.instance.objectNode();
              event.put("value", "text " + number);
              ObjectNode inner = event.putObject("inner");
              if (number % 2 == 0) {
                inner.put("value", "" + number);
              } else {
                inner.putNull("value");
              }
              return (JsonNode) event;
            })
            .toList();
    assertThat(DataAdvice.of(SCHEMA, Optional.empty(), events))
        .extracting(Advice::field)
        .containsExactly("inner.value");
  }

  private static List<Advice> advice(int events, IntFunction<String> value) {
    return DataAdvice.of(
        SCHEMA,
        Optional.empty(),
        IntStream.range(0, events)
            .mapToObj(number ->
                (JsonNode) JsonNodeFactory.instance.objectNode().put("value", value.apply(number)))
            .toList());
  }
}
