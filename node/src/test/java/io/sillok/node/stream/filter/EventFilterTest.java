package io.sillok.node.stream.filter;

import static io.sillok.node.stream.filter.OrderPlaced.filter;
import static io.sillok.node.stream.filter.OrderPlaced.fullOrder;
import static io.sillok.node.stream.filter.OrderPlaced.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.express",
        "data.amount > 6",
        "data.amount < 7.5",
        "data.total == 5000000000",
        "data.ratio == 0.1",
        "data.weight >= 2.5",
        "data.weight > 2",
        "data.name == 'Ada'",
        "data.name.startsWith('A') && data.name.endsWith('a') && data.name.contains('d')",
        "data.name.matches('^[A-Z]d') && matches(data.name, 'a$')",
        "data.name.lowerAscii() == 'ada' && data.name.upperAscii() == 'ADA'",
        "data.name.substring(1) == 'da' && ' x '.trim() == 'x' && data.name.size() == 3",
        "data.raw == b'\\x01\\x02' && size(data.raw) == 2",
        "data.id == '123e4567-e89b-12d3-a456-426614174000'",
        "data.placedAt == timestamp('2026-03-01T10:00:00.000001Z')",
        "data.placedAt.getFullYear() == 2026 && data.placedAt.getHours('Asia/Seoul') == 19",
        "data.due >= '2026-03-31' && data.due < '2026-04-02'",
        "data.patience == duration('2h') && data.patience > duration('PT1H59M')",
        "data.price > 10.0 && data.price == 10.1 && data.price < 10.100001",
        "data.huge > 99999999999999000000.0 && data.huge > 5",
        "data.status == 'OPEN' && data.status in ['OPEN', 'PAID']",
        "'red' in data.tags && data.tags[1] == 'blue' && data.tags.size() == 2",
        "data.history == ['OPEN'] && 'OPEN' in data.history",
        "data.counts['k'] == 3 && data.counts.k == 3 && 'k' in data.counts",
        "has(data.counts.k) && !has(data.counts.z)",
        "data.address.city == 'Seoul'",
        "data.items.exists(item, item.sku == 'y' && item.quantity > 4)",
        "data.items.all(item, item.quantity > 1) && data.items[0].sku == 'x'",
        "data.items.exists_one(item, has(item.note)) && data.items[1].replaces.sku == 'z'",
        "data.items.map(item, item.quantity).exists(quantity, quantity == 5)",
        "data.items.filter(item, item.quantity > 4).size() == 1",
        "data.payment.type == 'card' && data.payment.digits == '1234'",
        "data.payment.year == 2030",
        "data.amount > 100 ? false : data.express",
        "data.address == data.address && data.items[0] != data.items[1]",
      })
  void each_type_is_compared_as_itself(String expression) {
    assertThat(filter(expression).test(order().event())).isTrue();
    assertThat(filter("!(" + expression + ")").test(order().event())).isFalse();
  }

  @Test
  void an_event_is_known_by_where_and_when_it_is() {
    EventFilter filter =
        filter(
            """
            key == 'o-1' && stream == 'order.order-placed' && partition == 3 && offset == 17
              && time == timestamp('2026-03-01T10:00:00Z') && appendedAt - time == duration('1s')
            """);
    FilteredEvent event = order().event();
    assertThat(filter.test(event)).isTrue();
    assertThat(
            filter.test(
                new FilteredEvent(
                    event.stream(),
                    event.key(),
                    event.time(),
                    event.appendedAt(),
                    event.partition(),
                    18,
                    event.data())))
        .isFalse();
  }

  @Test
  void an_event_without_a_key_has_an_empty_one() {
    FilteredEvent event = order().event();
    FilteredEvent unkeyed =
        new FilteredEvent(
            event.stream(), Optional.empty(), event.time(), event.appendedAt(), 0, 0, event.data());
    assertThat(filter("key == ''").test(unkeyed)).isTrue();
    assertThat(filter("key == ''").test(event)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "has(data.discount)",
        "has(data.discount) && data.discount > 5",
        "has(data.gift) && data.gift",
        "has(data.comment) && data.comment.startsWith('s')",
        "has(data.paidAt) && data.paidAt > time",
        "has(data.billing.zip) && data.billing.zip == '48000'",
        "has(data.notes) && 'a' in data.notes",
        "data.discount != null && data.discount > 5",
        "data.discount == 10",
        "data.comment == 'soon'",
        "data.gift == true",
        "data.paidAt != null",
        "data.billing != null",
        "has(data.payment.account) && data.payment.account == 'KR1'",
        "has(data.discount) ? data.discount == 10 : false",
      })
  void what_may_be_absent_is_asked_for_first(String expression) {
    assertThat(filter(expression).test(fullOrder().event())).isTrue();
    assertThat(filter(expression).test(order().event())).isFalse();
  }

  @Test
  void a_condition_that_is_decided_does_not_fail_for_what_is_absent() {
    assertThat(filter("data.express || data.discount > 5").test(order().event())).isTrue();
    assertThat(filter("data.discount > 5 || data.express").test(order().event())).isTrue();
    assertThat(filter("data.discount > 5 && data.amount > 100").test(order().event())).isFalse();
  }

  @Test
  void an_event_that_removes_its_key_has_no_data() {
    FilteredEvent removal = OrderPlaced.event(NullNode.instance);
    assertThat(filter("data == null").test(removal)).isTrue();
    assertThat(filter("data == null").test(order().event())).isFalse();
    assertThat(filter("has(data.amount) && data.amount > 5").test(removal)).isFalse();
    assertThat(filter("has(data.billing.city)").test(removal)).isFalse();
    assertThatThrownBy(() -> filter("data.amount > 5").test(removal))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("removes its key")
        .hasMessageContaining("data != null &&");
  }

  @Test
  void a_field_that_is_a_word_of_the_language_stands_in_backticks() {
    Schema schema = SchemaBuilder.record("Moved").fields().requiredInt("in").endRecord();
    FilteredEvent event = OrderPlaced.event(JsonNodeFactory.instance.objectNode().put("in", 3));
    assertThat(EventFilter.compile("data.`in` == 3", schema).test(event)).isTrue();
    assertThatThrownBy(() -> EventFilter.compile("data.in == 3", schema))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage("1:6: in is a word of the language; write the field as `in`, in backticks");
  }

  @Test
  void a_filter_tells_its_expression() {
    assertThat(filter(" data.express ").expression()).isEqualTo(" data.express ");
  }
}
