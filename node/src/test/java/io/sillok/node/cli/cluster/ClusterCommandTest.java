package io.sillok.node.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ClusterCommandTest {

  @Test
  void partitions_that_move_are_shown_by_where_they_come_from_and_go_to()
      throws JsonProcessingException {
    String moves =
        """
        [
          {"partition": 0, "from": "10.0.0.1:17355", "to": "10.0.0.3:17355"},
          {"partition": 1, "from": "10.0.0.1:17355", "to": "10.0.0.3:17355"},
          {"partition": 4, "to": "10.0.0.2:17355"},
          {"partition": 7, "from": "10.0.0.1:17355", "to": "10.0.0.2:17355"},
          {"partition": 9, "from": "10.0.0.1:17355", "to": "10.0.0.3:17355"},
          {"partition": 12}
        ]
        """;

    assertThat(printed(moves))
        .isEqualTo(
            """
            MOVES FROM      TO              PARTITIONS
            -               -               1: 12
            -               10.0.0.2:17355  1: 4
            10.0.0.1:17355  10.0.0.2:17355  1: 7
            10.0.0.1:17355  10.0.0.3:17355  3: 0-1 9
            """);
  }

  private static String printed(String moves) throws JsonProcessingException {
    StringWriter text = new StringWriter();
    ClusterCommand.moves(new ObjectMapper().readTree(moves)).print(new PrintWriter(text, true));
    return text.toString();
  }
}
