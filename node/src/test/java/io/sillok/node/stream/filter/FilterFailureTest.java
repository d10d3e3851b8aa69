package io.sillok.node.stream.filter;

import static io.sillok.node.stream.filter.OrderPlaced.filter;
import static io.sillok.node.stream.filter.OrderPlaced.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterFailureTest {

  @Test
  void a_failure_names_the_expression_and_the_event() {
    FilterFailureException failure =
        catchThrowableOfType(
            FilterFailureException.class, () -> filter("data.discount > 5").test(order().event()));
    assertThat(failure)
        .hasMessage(
            "The expression data.discount > 5 has no value for the event of order.order-placed at partition 3, offset 17: something in it is null: the event has no data.discount; guard it, as in has(data.discount) && …");
    assertThat(failure.expression()).isEqualTo("data.discount > 5");
    assertThat(failure.stream()).isEqualTo("order.order-placed");
    assertThat(failure.partition()).isEqualTo(3);
    assertThat(failure.offset()).isEqualTo(17);
    assertThat(failure.reason()).startsWith("something in it is null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "data.comment.startsWith('s') => the event has no data.comment; guard it, as in has(data.comment)",
        "data.billing.city == 'x' => the event has no data.billing; guard it, as in has(data.billing)",
        "data.paidAt > time => the event has no data.paidAt",
        "'a' in data.notes => the event has no data.notes",
        "data.items.all(i, i.note.startsWith('f')) => the event has no i.note; guard it, as in has(i.note)",
        "data.items[0].replaces.sku == 'x' => the event has no data.items[0].replaces; guard it, as in has(data.items[0].replaces)",
        "data.payment.account == data.comment + 'x' => the event has no data.payment.account, data.comment; guard it, as in has(data.payment.account)",
        "data.gift => it is null: the event has no data.gift",
        "!data.gift => the event has no data.gift",
        "data.discount > 3 || data.amount > 100 => the event has no data.discount",
        "data.counts['z'] == 3 => a map has no key z; guard it, as in \"z\" in data.map",
        "data.counts.z == 3 => a map has no key z",
        "data.items[7].sku == 'x' => Index out of bounds: 7",
        "data.amount / 0 == 1 => it divides by zero",
        "data.total * 9223372036854775807 > 1 => a number in it does not fit 64 bits",
        "int(data.name) == 3 => For input string: \"Ada\"",
        "data.name.substring(5) == 'x' => Range [5, 3) out of bounds",
        "time.getHours('Mars') == 3 => Unknown time-zone ID: Mars",
        "dyn(data).amont == 3 => There is no field amont; did you mean amount?",
      })
  void a_failure_says_why_and_what_helps(String expression, String reason) {
    assertThatThrownBy(() -> filter(expression).test(order().event()))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void data_that_is_not_of_the_schema_fails_and_is_not_taken_for_something_else() {
    ObjectNode data = ((ObjectNode) order().event().data()).deepCopy();
    data.put("amount", "7").put("name", 7).put("placedAt", "yesterday").put("tags", "red");
    assertThatThrownBy(() -> filter("data.amount == 7").test(OrderPlaced.event(data)))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("Expected a 64-bit integer, but the event has \"7\"");
    assertThatThrownBy(() -> filter("data.name == 'x'").test(OrderPlaced.event(data)))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("Expected a string, but the event has 7");
    assertThatThrownBy(() -> filter("data.placedAt < time").test(OrderPlaced.event(data)))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("yesterday");
    assertThatThrownBy(() -> filter("'red' in data.tags").test(OrderPlaced.event(data)))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("Expected an array");
  }
}
