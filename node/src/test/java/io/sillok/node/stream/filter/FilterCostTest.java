package io.sillok.node.stream.filter;

import static io.sillok.node.stream.filter.OrderPlaced.filter;
import static io.sillok.node.stream.filter.OrderPlaced.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without bounds, most of these would take hours or all memory. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class FilterCostTest {

  private static final FilteredEvent LARGE = large();

  private static FilteredEvent large() {
    ObjectNode data = ((ObjectNode) order().event().data()).deepCopy();
    data.put("name", "a".repeat(1 << 20));
    ArrayNode tags = data.putArray("tags");
    ArrayNode items = data.putArray("items");
    for (int index = 0; index < 20_000; index++) {
      tags.add("a");
      items.addObject().put("sku", "x").put("quantity", index);
    }
    return OrderPlaced.event(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.tags.all(a, data.tags.all(b, data.tags.all(c, a == b)))",
        "data.items.all(i, data.items.all(j, i == j || true))",
        "data.items.exists(i, i in data.items && i.quantity < 0)",
        "data.tags.map(tag, tag + 'x').size() > 0",
        "data.tags.map(tag, data.tags).size() > 0",
        "data.tags.all(tag, [data.tags, data.tags, data.tags].size() == 3)",
        "data.tags.all(tag, data.name.contains('b') == false)",
        "data.tags.all(tag, data.name.startsWith(data.name))",
        "data.tags.all(tag, bytes(data.name) == bytes(data.name))",
        "data.tags.all(tag, data.name.matches('^a*b') == false)",
        "data.name.matches('a{500}b')",
        "data.tags.all(tag, data.name != '') || true",
      })
  void an_expression_takes_a_bounded_number_of_steps(String expression) {
    EventFilter filter = filter(expression);
    assertThatThrownBy(() -> filter.test(LARGE))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("more than 1000000 steps");
    assertThat(filter.test(order().event())).isIn(true, false);
  }

  @Test
  void a_chain_of_texts_does_not_fill_the_memory() {
    String expression = "data.name" + " + data.name".repeat(200) + " == ''";
    assertThatThrownBy(() -> filter(expression).test(LARGE))
        .isInstanceOf(FilterFailureException.class)
        .hasMessageContaining("more than 1000000 steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.items.exists(item, item.quantity == 19999)",
        "data.tags.all(tag, tag == 'a')",
        "data.name.contains('ab') == false",
        "data.name.matches('^a+$')",
      })
  void a_large_event_is_no_reason_to_fail(String expression) {
    assertThat(filter(expression).test(LARGE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(((((((a{10}){10}){10}){10}){10}){10}){10})",
        "[^]](([a]{900}){900,}){900,900}",
        "a{1001}",
        "(a?b?){400}",
      })
  void a_pattern_that_would_be_large_is_refused(String pattern) {
    assertThatThrownBy(() -> filter("data.name.matches('" + pattern + "')"))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(pattern);
  }

  @Test
  void nesting_is_bounded() {
    for (String deep :
        new String[] {
          "(".repeat(2_000) + "true" + ")".repeat(1_900),
          "[".repeat(3_000),
          "{1:".repeat(1_000),
          "[1].all(a, ".repeat(300) + "true" + ")".repeat(300),
          "1" + " + 1".repeat(900) + " > 0",
        }) {
      assertThatThrownBy(() -> filter(deep))
          .isInstanceOf(InvalidFilterException.class)
          .hasMessageContaining("nested deeper than 250 levels");
    }
  }

  @Test
  void what_is_long_and_not_deep_is_taken() {
    assertThat(filter("data.express" + " && data.express".repeat(240)).test(order().event()))
        .isTrue();
    assertThat(filter("!".repeat(3_000) + "data.express").test(order().event())).isTrue();
    assertThat(
            filter("[1].all(a, ".repeat(60) + "data.express" + ")".repeat(60))
                .test(order().event()))
        .isTrue();
  }
}
