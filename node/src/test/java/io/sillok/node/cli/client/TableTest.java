package io.sillok.node.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void columns_are_aligned_and_nothing_trails() {
    assertThat(lines(new Table("A", "LONG", "LAST").row("1", "2", "3").row("long", "", "")))
        .containsExactly("A     LONG  LAST", "1     2     3", "long");
  }

  @Test
  void a_document_is_shown_leaf_by_leaf() throws IOException {
    String json = "{\"open\":true,\"items\":[{\"id\":\"p-1\"},{\"id\":\"p-2\"}],\"none\":[]}";
    assertThat(lines(Table.ofFields(JSON.readTree(json))))
        .containsExactly(
            "FIELD        VALUE",
            "open         true",
            "items[0].id  p-1",
            "items[1].id  p-2",
            "none         []");
  }

  @Test
  void control_characters_do_not_reach_the_terminal() {
    assertThat(lines(new Table("A", "B").row("x\u001b[2Jy", "\n")))
        .containsExactly("A       B", "x\ufffd[2Jy  \ufffd");
  }

  private static List<String> lines(Table table) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out, true));
    return out.toString().lines().toList();
  }
}
