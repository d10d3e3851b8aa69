package io.sillok.node.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandInputTest {

  @Test
  void no_words_are_an_empty_object() {
    assertThat(read()).isEqualTo("{}");
  }

  @Test
  void fields_that_read_as_json_are_json_and_others_are_text() {
    assertThat(read("id=p-1", "quantity=2", "gift=true", "note=null", "name=Moon jar"))
        .isEqualTo(
            "{\"id\":\"p-1\",\"quantity\":2,\"gift\":true,\"note\":null,\"name\":\"Moon jar\"}");
  }

  @Test
  void text_that_looks_like_a_number_is_written_in_quotes() {
    assertThat(read("id=\"42\"", "empty=", "sum=1=1"))
        .isEqualTo("{\"id\":\"42\",\"empty\":\"\",\"sum\":\"1=1\"}");
  }

  @Test
  void dots_lead_into_nested_objects() {
    assertThat(read("to.city=Seoul", "to.zip=\"03072\"", "tags=[\"a\"]"))
        .isEqualTo("{\"to\":{\"city\":\"Seoul\",\"zip\":\"03072\"},\"tags\":[\"a\"]}");
  }

  @Test
  void decimals_keep_every_digit() {
    assertThat(read("price=12.10")).isEqualTo("{\"price\":12.10}");
    assertThat(read("{\"price\":0.1000000000000000000000001}"))
        .isEqualTo("{\"price\":0.1000000000000000000000001}");
  }

  @Test
  void a_body_comes_from_a_file(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("body.json"), "{\"a\":\"é\"}");
    assertThat(read("@" + file)).isEqualTo("{\"a\":\"é\"}");
  }

  @Test
  void a_body_comes_from_standard_input() {
    InputStream in = new ByteArrayInputStream("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(CommandInput.of(List.of("-"), in)).hasToString("{\"a\":1}");
  }

  @Test
  void what_is_wrong_is_told_with_the_word() {
    assertMisuse("quantity", "'quantity'");
    assertMisuse("=2", "'=2'");
    assertMisuse("{\"a\":", "the command's body is not JSON");
    assertMisuse("{\"a\":1} x", "the command's body is not JSON");
    assertMisuse("@no/such/file", "cannot read no/such/file: no such file");
  }

  @Test
  void what_is_wrong_is_told_without_the_parsers_inside() {
    assertThatThrownBy(() -> read("{\"a\":NaN}"))
        .hasMessageContaining("NaN")
        .hasMessageNotContaining("Feature");
  }

  private static void assertMisuse(String word, String message) {
    assertThatThrownBy(() -> read(word))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message)
        .extracting(failure -> ((CommandFailure) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  private static String read(String... words) {
    return CommandInput.of(List.of(words), InputStream.nullInputStream()).toString();
  }
}
