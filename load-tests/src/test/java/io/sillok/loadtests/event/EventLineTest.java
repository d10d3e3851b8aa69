package io.sillok.loadtests.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventLineTest {

  @Test
  void the_data_is_the_last_member() {
    byte[] line =
        "data: {\"position\":\"x\",\"key\":\"p-0001\",\"data\":{\"a\":1}}"
            .getBytes(StandardCharsets.UTF_8);

    int from = EventLine.dataOf(line, 0, line.length);

    assertThat(new String(line, from, line.length - 1 - from, StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void other_lines_have_none() {
    for (String text : new String[] {"", ":", "id: 12\"", "event: assignment"}) {
      byte[] line = text.getBytes(StandardCharsets.UTF_8);

      assertThat(EventLine.dataOf(line, 0, line.length)).isNegative();
    }
  }
}
