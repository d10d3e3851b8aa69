package io.sillok.client.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StreamDeclarationTest {

  @Test
  void a_schema_that_is_no_json_is_called_a_schema_and_not_an_answer() {
    assertThatThrownBy(() -> StreamDeclaration.unkeyed("{\"type\": "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The schema is not JSON; give an Avro record in JSON: ")
        .hasMessageNotContaining("answer");
  }
}
