package io.sillok.loadtests.window;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProcessTest {

  @Test
  void a_build_without_a_peers_jars_is_told_how_to_get_them(@TempDir Path project) {
    assertThatThrownBy(() -> PeerProcess.start(project, "flink", "Main", List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The jars of flink are not in " + project)
        .hasMessageContaining("mvn -Pkafka,windows package");
  }
}
