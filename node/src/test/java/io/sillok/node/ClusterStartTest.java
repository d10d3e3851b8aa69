package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterStartTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | 10.0.0.1:17355,10.0.0.2:17355",
        "127.0.0.1 | 127.0.0.1:17355,10.0.0.2:17355",
        "localhost | node-1.example:17355",
        "[::1] | [fd00::1]:17355",
      })
  void a_node_that_its_seeds_do_not_reach_asks_for_its_address(String host, String seeds) {
    assertThatThrownBy(() -> ClusterStart.check(cluster(host, seeds)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("--cluster-host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | 127.0.0.1:17355,127.0.0.2:17355",
        "localhost | localhost:17355,127.0.0.1:17356",
        "10.0.0.2 | 10.0.0.1:17355,10.0.0.2:17355",
        "node-2.example | node-1.example:17355",
        "100.0.0.0 | 100.0.0.1:17355",
        "[fd00::2] | [fd00::1]:17355",
      })
  void seeds_are_fine_where_they_reach_this_node(String host, String seeds) {
    assertThatCode(() -> ClusterStart.check(cluster(host, seeds))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0.0.0 | 10.0.0.1:17355,10.0.0.2:17355",
        "0.0.0.0 | 0.0.0.0:17355",
        "0.0.0.0 | ''",
        "0 | 10.0.0.1:17355",
        ":: | [fd00::1]:17355",
        "[::] | [fd00::1]:17355",
        "0:0:0:0:0:0:0:0 | [fd00::1]:17355"
      })
  void all_addresses_are_none_where_others_reach_this_node(String host, String seeds) {
    assertThatThrownBy(() -> ClusterStart.check(cluster(host, seeds)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot reach this one at " + host + ",")
        .hasMessageContaining("--cluster-host");
  }

  @Test
  void a_pod_has_to_say_its_address() {
    Config kubernetes =
        ConfigFactory.parseString("sillok.node.cluster.discovery = kubernetes")
            .withFallback(cluster("127.0.0.1", ""));

    assertThatThrownBy(() -> ClusterStart.check(kubernetes))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("status.podIP");
  }

  private static Config cluster(String host, String seeds) {
    return ConfigFactory.parseString(
            """
            sillok.persistence.store = cassandra
            sillok.node.cluster.host = "%s"
            sillok.node.cluster.seeds = [%s]
            """
                .formatted(
                    host,
                    seeds.isEmpty() ? "" : '"' + String.join("\",\"", seeds.split(",")) + '"'))
        .withFallback(ConfigFactory.load());
  }
}
