package io.sillok.node.cli.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.cli.append.JsonLine.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"x\"} | x",
        "{\"a\":17} | 17",
        "{\"a\":1.50} | 1.50",
        "{\"a\":true} | true",
        "{\"b\":{\"a\":\"y\"},\"a\":\"x\"} | x",
        "{\"a\":null} |",
        "{\"a\":{\"a\":\"x\"}} |",
        "{\"a\":[\"x\"]} |",
        "[{\"a\":\"x\"}] |",
        "\"a\" |",
      })
  void the_key_is_a_value_at_its_place_alone(String line, String key) throws Exception {
    assertThat(read(line, "a").key().orElse(null)).isEqualTo(key);
  }

  @Test
  void the_way_to_the_key_may_lead_through_objects() throws Exception {
    assertThat(read("{\"visitor\":{\"id\":\"v-1\"}}", "visitor", "id").key()).contains("v-1");
    assertThat(read("{\"visitor\":[{\"id\":\"v-1\"}]}", "visitor", "id").key()).isEmpty();
    assertThat(read("{\"id\":\"v-1\"}").key()).isEmpty();
  }

  @Test
  void a_cloud_event_is_told_by_its_version() throws Exception {
    assertThat(read("{\"specversion\":\"1.0\"}").cloudEvent()).isTrue();
    assertThat(read("{\"specversion\":1}").cloudEvent()).isFalse();
    assertThat(read("{\"data\":{\"specversion\":\"1.0\"}}").cloudEvent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} {\"a\":2} | there are 2 values",
        "1 2 3 | there are 3 values",
        "{\"a\" | end-of-input",
        "{a:1} | double-quote",
        "hello | Unrecognized token",
      })
  void what_is_no_json_is_told_without_the_parsers_inside(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message)
        .hasMessageNotContainingAny("Feature", "StreamReadException", "[Source");
  }

  private static JsonLine read(String line, String... key) throws MalformedException {
    return JsonLine.read(line.getBytes(StandardCharsets.UTF_8), List.of(key));
  }
}
