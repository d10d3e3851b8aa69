package io.sillok.node.cli.append;

import static io.sillok.node.cli.append.Lines.TARGET;
import static io.sillok.node.cli.append.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.append.Entry.Event;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.Progress.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EnvelopesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Target KEYED =
      new Target("page-viewed", "http://h:1", "file:/a", "visitor.id");

  @Test
  void bare_data_becomes_a_cloud_event_that_has_the_lines_number_as_its_id() throws IOException {
    JsonNode event = event(TARGET, line(7, "{\"price\":1.50}"));
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("type").asText()).isEqualTo("page-viewed");
    assertThat(event.path("source").asText()).isEqualTo("file:/a \"b\"");
    assertThat(event.path("id").asText()).isEqualTo("line-7");
    assertThat(event.path("data")).hasToString("{\"price\":1.5}");
    assertThat(event.has("subject")).isFalse();
  }

  @Test
  void the_data_stays_byte_for_byte() {
    Event event = (Event) new Envelopes(TARGET).envelop(line(7, "{ \"price\" : 1.500 }"));
    assertThat(event.line().text()).isEqualTo("{ \"price\" : 1.500 }");
    assertThat(event.isBare()).isTrue();
  }

  @Test
  void a_field_of_the_line_is_its_subject_where_it_is_named_as_the_key() throws IOException {
    JsonNode event = event(KEYED, line(7, "{\"visitor\":{\"id\":\"v \\\"1\\\"\"}}"));
    assertThat(event.path("subject").asText()).isEqualTo("v \"1\"");
    Refusal refusal = (Refusal) new Envelopes(KEYED).envelop(line(8, "{\"visitor\":{}}"));
    assertThat(refusal.code()).isEqualTo("missing-key");
    assertThat(refusal.message()).contains("field visitor.id");
  }

  @Test
  void a_whole_cloud_event_stays_as_it_is() throws IOException {
    String whole = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"subject\":\"s\",\"data\":{}}";
    assertThat(event(KEYED, line(7, whole))).hasToString(whole);
  }

  @Test
  void what_is_no_json_or_too_long_is_not_sent() {
    Refusal malformed = (Refusal) new Envelopes(TARGET).envelop(line(7, "{\"a\":"));
    assertThat(malformed.code()).isEqualTo("malformed-json");
    assertThat(malformed.message()).startsWith("is not JSON: ");
    Refusal tooLong = (Refusal) new Envelopes(TARGET).envelop(new Line(7, new byte[0], true));
    assertThat(tooLong.code()).isEqualTo("line-too-long");
  }

  private static JsonNode event(Target target, Line line) throws IOException {
    Event event = (Event) new Envelopes(target).envelop(line);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(event.head());
    bytes.writeBytes(line.bytes());
    bytes.writeBytes((event.isBare() ? "}" : "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return JSON.readTree(bytes.toByteArray());
  }
}
