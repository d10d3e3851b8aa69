package io.sillok.loadtests.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.report.Taken;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTableTest {

  private final Taken taken = new Taken();

  @Test
  void the_ratio_is_that_of_the_medians_of_the_same_work() {
    take("commands", "1 node", 100, 40);
    take("commands", "1 node", 300, 40);
    take("commands", "1 node", 200, 50);
    take("commands", "3 nodes", 250, 20);
    take("appends", "1 node", 10, 4);
    take("appends", "3 nodes", 30, 4);

    assertThat(CostTable.of(taken.figures(), "1 node"))
        .contains("| commands | 1 node | 100.0 / **200.0** / 300.0 | **1.00** |")
        .contains(
            "| commands | 3 nodes | 250.0 / **250.0** / 250.0 | **1.25** | 20.0 / **20.0** / 20.0 | **0.50** |")
        .contains("| appends | 3 nodes | 30.0 / **30.0** / 30.0 | **3.00** |");
  }

  @Test
  void without_a_single_node_there_is_no_ratio() {
    take("commands", "3 nodes", 250, 20);

    assertThat(CostTable.of(taken.figures(), "1 node")).contains("/ 250.0 |  | 20.0");
  }

  private void take(String shape, String contender, double nodes, double store) {
    taken.add(
        shape,
        contender,
        new Sample(1, Double.NaN, Double.NaN, 1)
            .with(Map.of("nodes µs each", nodes, "Cassandra µs each", store)));
  }
}
