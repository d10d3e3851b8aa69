package io.sillok.loadtests.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

  @Test
  void a_build_without_the_brokers_jars_is_told_how_to_get_them(@TempDir Path project) {
    assertThatThrownBy(() -> KafkaBroker.start(project, KafkaBroker.Flush.LATER))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Kafka's jars are not in " + project)
        .hasMessageContaining("mvn -Pkafka package");
  }
}
