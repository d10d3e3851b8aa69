package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterSettingsTest {

  @Test
  void nodes_are_found_by_seeds_unless_something_else_is_said() {
    assertThat(settings("").kubernetes()).isEmpty();
    assertThat(settings("discovery = kubernetes").kubernetes())
        .hasValueSatisfying(kubernetes -> {
          assertThat(kubernetes.podLabelSelector()).isEqualTo("app.kubernetes.io/name=sillok");
          assertThat(kubernetes.portName()).isEqualTo("management");
          assertThat(kubernetes.requiredNodes()).isEqualTo(2);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "discovery = dns | sillok.node.cluster.discovery | 'dns'",
        "discovery = kubernetes, kubernetes.required-nodes = 0 | required-nodes | at least 1, but is 0",
        "seeds = [here] | sillok.node.cluster.seeds | 'here'",
        "name = Shop | sillok.node.cluster.name | 'Shop'",
        "most-waiting = 10 | sillok.node.cluster.most-waiting | at least 2000, but is 10"
      },
      quoteCharacter = '"')
  void a_wrong_setting_is_named_with_its_value(String wrong, String setting, String value) {
    assertThatThrownBy(() -> settings(wrong))
        .hasMessageContaining(setting)
        .hasMessageContaining(value);
  }

  private static ClusterSettings settings(String more) {
    Config all = ConfigFactory.parseString("sillok.node.cluster { %s }".formatted(more));
    return ClusterSettings.of(
        all.withFallback(ConfigFactory.load()).getConfig("sillok.node.cluster"));
  }
}
