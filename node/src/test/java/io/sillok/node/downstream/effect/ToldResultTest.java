package io.sillok.node.downstream.effect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ToldResultTest {

  @Test
  void a_window_and_its_version_tell_results_apart_whoever_told_them() {
    String one = window("projection-a", "k", "10:00", 1, "FINAL");
    assertThat(window("projection-a-v2", "k", "10:00", 1, "FINAL")).isEqualTo(one);
    assertThat(window("projection-a", "k", "10:00", 2, "FINAL")).isNotEqualTo(one);
    assertThat(window("projection-a", "k", "10:01", 1, "FINAL")).isNotEqualTo(one);
    assertThat(window("projection-a", "k2", "10:00", 1, "FINAL")).isNotEqualTo(one);
    assertThat(window("projection-a", "k", "10:00", 1, "RETRACT")).isNotEqualTo(one);
    assertThat(window("projection-a", "k", "10:00", 1, "ON_TIME")).isNotEqualTo(one);
  }

  private static String window(String stream, String key, String start, int version, String kind) {
    return ToldResult.of(
            stream,
            """
            {"partition": 3, "offset": 7, "key": "%1$s", "source": "projection/a", "id": "3:9",
             "time": "2026-03-01T11:00:00Z", "appendedAt": "2026-03-01T11:00:00Z",
             "data": {"key": "%1$s", "start": "2026-03-01T%2$s:00Z", "end": "2026-03-01T12:00:00Z",
                      "version": %3$d, "kind": "%4$s", "count": 1}}
            """
                .formatted(key, start, version, kind)
                .getBytes(UTF_8))
        .window();
  }
}
