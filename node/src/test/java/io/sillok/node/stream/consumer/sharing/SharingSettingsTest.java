package io.sillok.node.stream.consumer.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SharingSettingsTest {

  private final Config comes = ConfigFactory.load().getConfig("sillok.node.streams.consumers");

  @Test
  void a_coordinator_waits_for_longer_than_an_instance_reads_that_is_not_heard_of() {
    assertThat(SharingSettings.of(comes).expiry()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void silence_is_longer_than_a_heartbeat() {
    Config wrong = ConfigFactory.parseString("heartbeat = 5 s").withFallback(comes);

    assertThatThrownBy(() -> SharingSettings.of(wrong))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("sillok.node.streams.consumers.silence")
        .hasMessageContaining("must be longer than heartbeat");
  }
}
