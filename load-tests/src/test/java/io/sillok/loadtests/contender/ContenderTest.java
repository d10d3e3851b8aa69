package io.sillok.loadtests.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {

  private static final Place PLACE = Place.cassandra("127.0.0.1:9042", "sample_1", 4711);

  @ParameterizedTest
  @ValueSource(strings = {"sillok-cassandra", "ppc-one-tag", "ppc-untagged", "ppc-tuned"})
  void those_on_Cassandra_keep_their_events_at_the_place(String name) {
    Config config = Contender.of(name).config(PLACE);

    assertThat(config.getStringList("datastax-java-driver.basic.contact-points"))
        .containsExactly("127.0.0.1:9042");
    assertThat(config.getInt("datastax-java-driver.advanced.connection.pool.local.size"))
        .isEqualTo(4);
    String section =
        name.startsWith("sillok")
            ? "sillok.persistence.cassandra.keyspace"
            : "pekko.persistence.cassandra.journal.keyspace";
    assertThat(config.getString(section)).isEqualTo("sample_1");
  }

  @Test
  void settings_behind_the_name_win() {
    Config config =
        Contender.of("sillok-cassandra partitions=8 cassandra.appends-in-flight=4").config(PLACE);

    assertThat(config.getInt("sillok.persistence.partitions")).isEqualTo(8);
    assertThat(config.getInt("sillok.persistence.cassandra.appends-in-flight")).isEqualTo(4);
    assertThat(config.getString("sillok.persistence.store")).isEqualTo("cassandra");
  }

  @Test
  void only_the_untagged_peer_has_no_tags() {
    assertThat(Contender.of("ppc-untagged").tags()).isEmpty();
    assertThat(Contender.of("sillok-cassandra partitions=8").tags())
        .isEqualTo(Contender.of("ppc-one-tag").tags())
        .hasSize(1);
  }

  @Test
  void a_contender_without_settings_is_refused() {
    assertThatThrownBy(() -> Contender.of("nobody").config(PLACE))
        .isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/a place", "cassandra:10.0.0.1:9042/sample_7/12"})
  void a_place_survives_the_command_line(String word) {
    assertThat(Place.parse(word).word()).isEqualTo(word);
    assertThat(Place.parse(word).isCassandra()).isEqualTo(word.startsWith("cassandra"));
  }

  @Test
  void costs_are_shared_among_the_events_between() {
    Cost before = new Cost(100, Duration.ofMillis(10), Duration.ofMillis(50));
    Cost after = new Cost(300, Duration.ofMillis(30), Duration.ofMillis(130));

    assertThat(after.perEvent(before, 400))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("requests/event", 0.5, "client µs/event", 50.0, "server µs/event", 200.0));
  }
}
