package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

final class SharedSettingsTest {

  private static final String SILENCE = "sillok.node.streams.consumers.silence";

  private final Config comes = ConfigFactory.load();

  @Test
  void times_are_the_same_however_they_are_written() {
    assertThat(SharedSettings.of(set(SILENCE + " = 5000 ms"))).isEqualTo(SharedSettings.of(comes));
  }

  @Test
  void another_time_after_which_an_instance_stops_reading_is_another_setting() {
    assertThat(SharedSettings.of(set(SILENCE + " = 15 s")))
        .isNotEqualTo(SharedSettings.of(comes))
        .containsEntry(SILENCE, "15000 ms");
  }

  @Test
  void only_what_pekko_compares_may_be_why_it_keeps_a_node_out() {
    assertThat(SharedSettings.comparedByPekko(SharedSettings.of(comes)))
        .containsEntry("pekko.cluster.sharding.state-store-mode", "ddata")
        .allSatisfy((path, value) -> assertThat(path).startsWith("pekko."));
  }

  private Config set(String line) {
    return ConfigFactory.parseString(line).withFallback(comes);
  }
}
