package io.sillok.node.stream.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "data.name; Ada",
        "data.amount; 7",
        "data.express; true",
        "data.status; OPEN",
        "data.address.city; Seoul",
        "data.payment.type; card",
        "key; o-1",
        "data.name + \"-\" + string(data.amount); Ada-7",
        "data.amount > 5 ? \"big\" : \"small\"; big",
        "string(data.placedAt.getFullYear()); 2026"
      })
  void an_expression_over_what_every_event_has_is_a_key(String expression, String key) {
    assertThat(key(expression).of(OrderPlaced.order().event())).hasToString(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "has(data.comment) ? data.comment : \"none\"; soon; none",
        "data.comment != null ? data.comment : \"none\"; soon; none",
        "null != data.comment ? data.comment : \"none\"; soon; none",
        "data.comment == null ? \"none\" : data.comment; soon; none",
        "!has(data.comment) ? \"none\" : data.comment; soon; none",
        "data.comment == \"soon\" ? data.comment : \"none\"; soon; none",
        "has(data.discount) && data.discount > 5; true; false",
        "data.discount > 5 && has(data.discount); true; false",
        "!has(data.discount) || data.discount > 5; true; true",
        "data.comment == \"soon\"; true; false",
        "has(data.billing.zip) ? data.billing.zip : \"none\"; 48000; none",
        "has(data.billing) ? data.billing.city : \"none\"; Busan; none",
        "has(data.billing) && has(data.comment) ? data.billing.city + data.comment : \"none\"; Busansoon; none",
        "has(data.paidAt) ? data.paidAt.getFullYear() : 0; 2026; 0",
        "has(data.notes) ? size(data.notes) : 0; 1; 0",
        "has(data.payment.account) ? data.payment.account : data.name; KR1; Ada",
        "\"k\" in data.counts ? data.counts[\"k\"] : 0; 3; 3",
        "has(data.counts.z) ? data.counts.z : 0; 0; 0",
        "data.items.exists(item, has(item.note) && item.note == \"fragile\"); true; true"
      })
  void a_field_that_may_be_absent_is_part_of_a_key_behind_a_guard(
      String expression, String ofFull, String ofLacking) {
    EventKey key = key(expression);
    assertThat(key.of(OrderPlaced.fullOrder().event())).hasToString(ofFull);
    assertThat(key.of(OrderPlaced.order().event())).hasToString(ofLacking);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.comment",
        "data.gift",
        "data.comment + \"!\"",
        "has(data.gift) ? data.comment : \"none\"",
        "has(data.comment) ? \"none\" : data.comment",
        "has(data.comment) || data.express ? data.comment : \"none\"",
        "!(has(data.comment) && data.express) ? data.comment : \"none\"",
        "data.discount > 5",
        "has(data.discount) || data.discount > 5",
        "data.billing.city",
        "has(data.billing) ? data.billing.zip : \"none\"",
        "data.billing.zip != null ? data.billing.zip : \"none\"",
        "data.paidAt.getFullYear()",
        "size(data.notes)",
        "data.payment.account",
        "data.counts[\"z\"]",
        "data.counts.z",
        "\"k\" in data.counts ? data.counts[\"z\"] : 0",
        "data.items.map(item, item.note)[0]",
        "has(data.comment) ? data.items.exists(data, data.note == \"a\" ? data.note > \"b\" : data.note > \"c\") : false"
      })
  void a_field_that_may_be_absent_is_refused_without_a_guard(String expression) {
    InvalidFilterException invalid = invalid(expression);
    assertThat(invalid).hasMessageContaining("absent; guard it");
  }

  @Test
  void a_refusal_names_the_place_and_a_guard() {
    InvalidFilterException invalid = invalid("data.name +\n  data.comment");
    assertThat(invalid)
        .hasMessage(
            "2:7: data.comment may be absent; guard it, as in has(data.comment) ? data.comment : \"none\"");
    assertThat(invalid.line()).isEqualTo(2);
  }

  @Test
  void all_that_is_unguarded_is_told() {
    assertThat(invalid("data.comment + data.billing.city").complaints()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "data.weight; double",
        "data.tags; list(string)",
        "data.placedAt; timestamp",
        "data.address; Address"
      })
  void a_key_is_a_string_an_int_or_a_bool(String expression, String type) {
    assertThat(invalid(expression))
        .hasMessageContaining("must be a string, int or bool, but is " + type);
  }

  @Test
  void an_empty_expression_is_told_what_to_write() {
    assertThat(invalid(" ")).hasMessageContaining("write what events are about");
  }

  @Test
  void the_key_of_events_without_one_is_refused() {
    assertThatThrownBy(() -> EventKey.compile("key", OrderPlaced.SCHEMA, false))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining("The events of the stream have no key");
  }

  @Test
  void what_only_a_value_decides_fails_when_it_is_evaluated() {
    EventKey key = key("100 / (data.amount - 7)");
    assertThatThrownBy(() -> key.of(OrderPlaced.order().event()))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("divides by zero");
  }

  private static EventKey key(String expression) {
    return EventKey.compile(expression, OrderPlaced.SCHEMA, true);
  }

  private static InvalidFilterException invalid(String expression) {
    return catchThrowableOfType(InvalidFilterException.class, () -> key(expression));
  }
}
