package io.sillok.loadtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.server.Target.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {

  @Test
  void a_target_survives_the_command_line() {
    for (Kind kind : Kind.values()) {
      Target target = new Target(kind, 8080, List.of(12L, 4711L));

      assertThat(target.word()).doesNotContain(" ");
      assertThat(Target.parse(target.word())).isEqualTo(target);
    }
  }
}
