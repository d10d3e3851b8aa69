package io.sillok.loadtests.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {

  @Test
  void one_node_is_started_unless_it_is_said() {
    assertThat(Asked.parse(List.of("steady"))).isEqualTo(new Asked(Shape.STEADY, 1, List.of()));
    assertThat(Asked.parse(List.of("soak", "--nodes", "3")))
        .isEqualTo(new Asked(Shape.SOAK, 3, List.of()));
  }

  @Test
  void nodes_that_run_are_named_by_their_urls() {
    assertThat(Asked.parse(List.of("spike", "--url", "http://one:8080/", "https://two")).urls())
        .containsExactly(URI.create("http://one:8080"), URI.create("https://two"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stead",
        "steady --nodes",
        "steady --nodes 0",
        "steady --nodes 2 3",
        "steady --url",
        "steady --url one:8080",
        "steady --url http://one/path",
        "steady now"
      })
  void what_is_not_understood_is_refused_with_the_usage(String words) {
    assertThatThrownBy(() -> Asked.parse(List.of(words.split(" ", -1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Usage: load-tests/run [--quick] gatling steady|spike|soak");
  }
}
