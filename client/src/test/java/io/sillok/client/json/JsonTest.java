package io.sillok.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.client.failure.UnexpectedAnswerException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JsonTest {

  private static final Json JSON = Json.standard();

  record Times(Instant at, Duration lasted, LocalDate day, LocalTime hour, LocalDateTime local) {}

  record Line(String productId, int quantity, Optional<BigDecimal> unitPrice) {}

  record Cart(List<Line> lines, Optional<Line> best, UUID id) {}

  @Test
  void times_are_written_and_read_as_nodes_write_them() {
    Times times =
        new Times(
            Instant.parse("2026-01-31T12:00:00.000001Z"),
            Duration.ofSeconds(90),
            LocalDate.of(2026, 1, 31),
            LocalTime.of(12, 30),
            LocalDateTime.of(2026, 1, 31, 12, 30));
    JsonNode json = JSON.tree(times);
    assertThat(json.path("at").textValue()).isEqualTo("2026-01-31T12:00:00.000001Z");
    assertThat(json.path("lasted").textValue()).isEqualTo("PT1M30S");
    assertThat(JSON.data(json).as(Times.class)).isEqualTo(times);
  }

  @Test
  void optional_components_are_null_or_what_they_hold() {
    Line priced = new Line("p-1", 2, Optional.of(new BigDecimal("4.50")));
    Line unpriced = new Line("p-2", 1, Optional.empty());
    Cart cart = new Cart(List.of(priced, unpriced), Optional.of(priced), UUID.randomUUID());
    JsonNode json = JSON.tree(cart);
    assertThat(json.at("/lines/1/unitPrice").isNull()).isTrue();
    assertThat(JSON.data(json).as(Cart.class)).isEqualTo(cart);
  }

  @Test
  void an_optional_component_that_is_left_out_is_absent() {
    Line line = JSON.data(Json.read("{\"productId\":\"p\",\"quantity\":1}")).as(Line.class);
    assertThat(line.unitPrice()).isEmpty();
  }

  @Test
  void decimals_are_read_from_strings_and_from_numbers_to_the_last_zero() {
    assertThat(line("\"4.50\"").unitPrice()).contains(new BigDecimal("4.50"));
    assertThat(line("4.50").unitPrice()).contains(new BigDecimal("4.50"));
    assertThat(line("0.1000000000000000055511151231257827").unitPrice())
        .contains(new BigDecimal("0.1000000000000000055511151231257827"));
    Line exact = new Line("p", 1, Optional.of(new BigDecimal("1E+3")));
    assertThat(new String(Json.bytes(JSON.tree(exact)), StandardCharsets.UTF_8))
        .contains("\"unitPrice\":1000");
  }

  @Test
  void a_field_that_the_record_lacks_is_left_out() {
    String newer = "{\"productId\":\"p\",\"quantity\":1,\"colour\":\"red\"}";
    assertThat(JSON.data(Json.read(newer)).as(Line.class).quantity()).isOne();
  }

  @Test
  void data_that_is_no_such_record_says_which_field() {
    Data data = JSON.data(Json.read("{\"productId\":\"p\",\"quantity\":\"many\"}"));
    assertThatThrownBy(() -> data.as(Line.class))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("Line")
        .hasMessageContaining("many");
    assertThatThrownBy(() -> JSON.data(Json.read("{\"at\":\"noon\"}")).as(Times.class))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("noon")
        .hasMessageContaining("ISO 8601");
  }

  @Test
  void null_is_no_record_unless_it_may_be_absent() {
    Data removed = JSON.data(Json.read("null"));
    assertThat(removed.isNull()).isTrue();
    assertThat(removed.asOptional(Line.class)).isEmpty();
    assertThatThrownBy(() -> removed.as(Line.class))
        .isInstanceOf(UnreadableDataException.class)
        .hasMessageContaining("asOptional");
  }

  @Test
  void data_is_sent_on_as_it_came() {
    JsonNode node = Json.read("{\"a\":[1.10]}");
    assertThat(JSON.tree(JSON.data(node))).isSameAs(node);
    assertThat(JSON.tree(Map.of("a", 1)).toString()).isEqualTo("{\"a\":1}");
    assertThat(JSON.data(node)).isEqualTo(JSON.data(Json.read("{\"a\":[1.10]}")));
  }

  @Test
  void the_applications_own_mapper_is_used_for_its_records_only() {
    Json strict = new Json(JsonMapper.builder().build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> strict.tree(new Line("p", 1, Optional.empty())))
        .withMessageContaining("Line");
  }

  @Test
  void what_is_no_json_is_told() {
    assertThatThrownBy(() -> Json.read("<html>")).isInstanceOf(UnexpectedAnswerException.class);
    assertThatThrownBy(() -> Json.read("{} {}")).isInstanceOf(UnexpectedAnswerException.class);
  }

  private static Line line(String price) {
    String json = "{\"productId\":\"p\",\"quantity\":1,\"unitPrice\":%s}".formatted(price);
    return JSON.data(Json.read(json)).as(Line.class);
  }
}
