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
        "most-waiting = 10 | sillok.node.cluster.most-waiting | at least 2000, but is 10",
        "moving-at-once = 0 | sillok.node.cluster.moving-at-once | at least 1, but is 0",
        "moving-at-once = -4 | sillok.node.cluster.moving-at-once | at least 1, but is -4",
        "app-version = 1.4.0.1 | sillok.node.cluster.app-version | three numbers with dots between them",
        "app-version = 1.x | sillok.node.cluster.app-version | but is '1.x'",
        "app-version = v1.4.0-rc.1 | sillok.node.cluster.app-version | but is 'v1.4.0-rc.1'",
        "app-version = 1.20261127093000 | sillok.node.cluster.app-version | at most 2147483647",
        "app-version = very.new | sillok.node.cluster.app-version | a word without dots",
        "app-version = 5000/sillok | sillok.node.cluster.app-version | its registry may have no port"
      },
      quoteCharacter = '"')
  void a_wrong_setting_is_named_with_its_value(String wrong, String setting, String value) {
    assertThatThrownBy(() -> settings(wrong))
        .hasMessageContaining(setting)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "1.4.0, 1.4.0",
    "v1.5.0, 1.5.0",
    "v2, 2",
    "v1.5.0-rc1, 1.5.0-rc1",
    "1.4+10-1234abcd, 1.4+10-1234abcd",
    "latest, latest",
    "v, v",
    "vnext, vnext",
    "3f2a91c, 3f2a91c"
  })
  void tags_of_images_are_versions_without_the_letter_before_them(String tag, String version) {
    String setting = "app-version = \"%s\"".formatted(tag);
    assertThat(settings(setting).version()).isEqualTo(version);
    assertThat(AppVersion.in(all(setting)).getString("pekko.cluster.app-version"))
        .isEqualTo(version);
  }

  private static ClusterSettings settings(String more) {
    return ClusterSettings.of(all(more).getConfig("sillok.node.cluster"));
  }

  private static Config all(String more) {
    return ConfigFactory.parseString("sillok.node.cluster { %s }".formatted(more))
        .withFallback(ConfigFactory.load());
  }
}
