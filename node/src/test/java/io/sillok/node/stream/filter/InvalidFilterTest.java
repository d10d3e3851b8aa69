package io.sillok.node.stream.filter;

import static io.sillok.node.stream.filter.OrderPlaced.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidFilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "data.amont > 5 => 1:6: data has no field amont; did you mean amount? It has express, amount,",
        "data.address.zp == '3' => 1:14: Address has no field zp; did you mean zip? It has city, zip",
        "data.items.exists(i, i.quantty > 4) => 1:24: Item has no field quantty; did you mean quantity? It has sku, quantity, note, replaces",
        "data.items[0].skuu == 'x' => 1:15: Item has no field skuu; did you mean sku?",
        "data.items[0].replaces.skuu == 'x' => 1:24: Item has no field skuu; did you mean sku?",
        "data.payment.iban == 'x' => 1:14: Card has no field iban. It has type, digits, year, account",
        "has(data.foo) => 1:5: data has no field foo. It has",
        "amount > 5 => 1:1: There is no variable amount; write data.amount",
        "amont > 5 => 1:1: There is no variable amont; did you mean data.amount?",
        "partion == 3 => 1:1: There is no variable partion; did you mean partition? There are data, key, time, appendedAt, stream, partition, offset",
        "foo.bar == 3 => 1:1: There is no variable foo. There are data, key,",
        "data.name.startWith('b') => 1:20: There is no function startWith; did you mean startsWith?",
        "data.name.foo('b') => There is no function foo. There are all, bool,",
        "data.items.exists(i) => 1:18: exists does not take these arguments; it is written as data.items.exists(item, item.amount > 5)",
        "google.protobuf.Timestamp{seconds: 1} > time => An expression makes no records; compare field by field",
      })
  void what_is_unknown_is_told_with_what_is_there(String expression, String message) {
    assertThatThrownBy(() -> filter(expression))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "data.amount > 'x' => 1:13: > is not for int and string",
        "data.name == 3 => 1:11: == is not for string and int, which are never equal",
        "data.amount == 7.0 => 1:13: == is not for int and double; write both with a point, as in 10.0, or both without,",
        "data.amount + data.weight > 3.0 => 1:13: + is not for int and double; convert one with double(…) or int(…)",
        "data.amount == null => 1:13: == is not for int and null, which is never null",
        "data.notes == null => 1:12: == is not for list(string) and null; ask for it with has(…)",
        "data.placedAt > '2026-01-01' => 1:15: > is not for timestamp and string; write the time as timestamp(",
        "data.patience > '1h' => 1:15: > is not for duration and string; write the duration as duration(",
        "data.discount > 'x' => 1:15: > is not for int and string",
        "data.status > 3 => 1:13: > is not for string and int",
        "data.id == 3 => 1:9: == is not for string and int",
        "data.due > 3 => 1:10: > is not for string and int",
        "data.raw == 'x' => 1:10: == is not for bytes and string",
        "data.express > 3 => 1:14: > is not for bool and int",
        "data.price > 'x' => 1:12: > is not for double and string",
        "data.tags == data.items => 1:11: == is not for list(string) and list(Item), which are never equal",
        "data.address == 'x' => 1:14: == is not for Address and string",
        "data['amount'] == 7 => 1:5: [] is for a list with an int, or a map with a key, not for OrderPlaced with string; a record's field is written data.amount",
        "!data.amount => 1:1: ! is for bools, not for int",
        "data.amount && true => 1:13: && is for bools, not for int and bool",
        "data.amount in data.tags => 1:13: in is for a value and a list of such values, not for int and list(string)",
        "data.express ? 1 : 'x' => 1:14: The two values of ?: must be of one type behind a bool, not (bool, int, string)",
        "data.name.contains(3) => 1:19: contains is not for string.contains(int); it is for string.contains(string)",
        "data.tags.contains('a') => contains is not for list(string).contains(string); it is for string.contains(string)",
        "size(data.amount) > 3 => 1:5: size is not for size(int); it is for size(string) or size(bytes) or",
        "key.foo == 3 => 1:4: A value of type string has no fields",
        "data.amount => 1:1: The expression must be a bool, but is int",
        "data.items => 1:1: The expression must be a bool, but is list(Item)",
        "dyn(data.amount) => The expression must be a bool, but is dyn",
      })
  void what_does_not_fit_is_told_with_its_types(String expression, String message) {
    assertThatThrownBy(() -> filter(expression))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "data.status == 'OPNE' => 1:16: status is compared with \"OPNE\", which is none of its values; did you mean OPEN? It can be OPEN, PAID, SHIPPED",
        "'CLOSED' != data.status => 1:1: status is compared with \"CLOSED\", which is none of its values. It can be OPEN,",
        "data.status in ['OPEN', 'PAD'] => 1:25: status is compared with \"PAD\", which is none of its values; did you mean PAID?",
        "'PAD' in data.history => 1:1: history is compared with \"PAD\", which is none of its values; did you mean PAID?",
        "data.due > '2026-3-15' => 1:12: due is compared with \"2026-3-15\", which is not a date such as 2026-01-31",
        "data.id == '123E4567-e89b-12d3-a456-426614174000' => which is never written like this; write \"123e4567-e89b-12d3-a456-426614174000\"",
        "data.id == 'x' => which is not a UUID such as 123e4567-",
        "data.placedAt > timestamp('2026-01-01') => 1:26: \"2026-01-01\" is not a time such as 2026-01-31T10:15:00Z",
        "data.patience > duration('1 hour') => 1:25: \"1 hour\" is not a duration such as 1h30m or PT1H30M",
        "data.name.matches('(') => 1:19: \"(\" is no regular expression: missing closing )",
        "data.name.matches(data.comment) => 1:18: The pattern of matches must be a literal, such as",
        "has(data) => 1:4: has takes a field, such as has(data.amount)",
      })
  void a_literal_that_can_never_be_right_is_refused(String expression, String message) {
    assertThatThrownBy(() -> filter(expression))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.amount > 5 && => 1:19: A value such as data.amount or 5 is expected here, not the end",
        "data.amount > 5 and true => 1:17: An operator is expected here, not 'and'; write &&",
        "data.amount > 5 OR true => 1:17: An operator is expected here, not 'OR'; write ||",
        "(data.amount > 5 => 1:17: ')' is missing before the end",
        "data.amount > 5) => 1:16: The end is expected here, not ')'",
        "[1,2 => 1:5: ']' or ',' is expected here, not the end",
        "data.amount = 5 => 1:13: A single = is no operator; compare with ==",
        "data.express & true => 1:14: A single & is no operator; write &&",
        "data.express | true => 1:14: A single | is no operator; write ||",
        "data.name == 'x => 1:14: The string that begins here is not closed",
        "data.express § => 1:14: '§' has no meaning in an expression",
      })
  void what_is_no_expression_is_told_where_it_breaks(String line) {
    int end = line.indexOf(" => ");
    assertThatThrownBy(() -> filter(line.substring(0, end)))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage(line.substring(end + 4));
  }

  @Test
  void all_that_is_wrong_is_told_with_its_place() {
    InvalidFilterException refused =
        catchThrowableOfType(
            InvalidFilterException.class,
            () -> filter("data.express\n  && data.amont > 5\n  && data.name == 3"));
    assertThat(refused.complaints())
        .extracting(complaint -> complaint.line() + ":" + complaint.column())
        .containsExactly("2:11", "3:16");
    assertThat(refused.line()).isEqualTo(2);
    assertThat(refused.column()).isEqualTo(11);
    assertThat(refused.fields()).contains("amount", "billing").doesNotContain("amont");
    assertThat(refused.complaints().getLast().fields()).isEmpty();
    assertThat(refused).hasMessageContaining("2:11: data has no").hasMessageContaining("; 3:16: ");
  }

  @Test
  void an_expression_has_a_bounded_length() {
    String longest = "data.name == '" + "x".repeat(EventExpression.LONGEST - 15) + "'";
    assertThat(longest).hasSize(EventExpression.LONGEST);
    assertThat(filter(longest).test(OrderPlaced.order().event())).isFalse();
    assertThatThrownBy(() -> filter(longest + " "))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage("1:1: The expression has 4001 characters; it can have at most 4000");
    assertThatThrownBy(() -> filter(" \n"))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining("The expression is empty");
  }
}
