package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodesTest {

  private static final URI A = URI.create("http://a:1");
  private static final URI B = URI.create("http://b:1");
  private static final URI C = URI.create("https://c/sillok");

  @Test
  void each_is_asked_in_turn() {
    Nodes nodes = Nodes.of(List.of(A, B, C), new Random(1));
    Set<URI> asked = new HashSet<>();
    URI first = nodes.current();
    for (int turn = 0; turn < 3; turn++) {
      asked.add(nodes.current());
      nodes.moveOnFrom(nodes.current());
    }
    assertThat(asked).containsExactlyInAnyOrder(A, B, C);
    assertThat(nodes.current()).isEqualTo(first);
  }

  @Test
  void callers_who_meet_the_same_failure_move_on_once() {
    Nodes nodes = Nodes.of(List.of(A, B, C), new Random(1));
    URI failed = nodes.current();
    nodes.moveOnFrom(failed);
    URI next = nodes.current();
    nodes.moveOnFrom(failed);
    assertThat(nodes.current()).isEqualTo(next).isNotEqualTo(failed);
  }

  @Test
  void clients_begin_at_different_nodes() {
    Set<URI> begun = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      begun.add(Nodes.of(List.of(A, B, C), new Random(seed)).current());
    }
    assertThat(begun).containsExactlyInAnyOrder(A, B, C);
  }

  @Test
  void an_address_given_twice_is_one() {
    assertThat(Nodes.of(List.of(A, URI.create("http://a:1/")), new Random(1)).count()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "ftp://a", "http:/a", "http://a?b=c", "a"})
  void an_address_that_is_none_is_refused_by_name(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.of(List.of(URI.create(address)), new Random(1)))
        .withMessageContaining("'" + address + "'");
  }

  @Test
  void there_must_be_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.of(List.of(), new Random(1)))
        .withMessageContaining("at least one node");
  }
}
