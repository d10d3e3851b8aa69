package io.sillok.persistence.pekko.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.Interest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeersTest {

  private static final LogId CART = new LogId("cart", 1);
  private static final LogId SHIP = new LogId("ship", 1);
  private static final Map<LogId, Long> NEWS = Map.of(CART, 3L, SHIP, 8L);

  private final Peers<String> peers = new Peers<>();

  @Test
  void news_goes_to_those_who_want_it_and_only_of_what_they_want() {
    peers.meet("indifferent");
    peers.interested("cart", new Interest(false, Set.of(CART)));
    peers.interested("all", Interest.ALL);
    assertThat(peers.address(NEWS)).isEqualTo(Map.of("cart", Map.of(CART, 3L), "all", NEWS));
    assertThat(peers.address(Map.of(SHIP, 9L))).isEqualTo(Map.of("all", Map.of(SHIP, 9L)));
  }

  @Test
  void the_latest_interest_replaces_the_one_before() {
    peers.interested("peer", Interest.ALL);
    peers.interested("peer", new Interest(false, Set.of(SHIP)));
    assertThat(peers.address(NEWS)).isEqualTo(Map.of("peer", Map.of(SHIP, 8L)));
    peers.interested("peer", Interest.NONE);
    assertThat(peers.address(NEWS)).isEmpty();
  }

  @Test
  void what_is_wanted_is_what_any_wants_and_forgets_who_left() {
    peers.interested("cart", new Interest(false, Set.of(CART)));
    peers.interested("ship", new Interest(false, Set.of(SHIP)));
    assertThat(peers.wanted()).isEqualTo(new Interest(false, Set.of(CART, SHIP)));
    peers.interested("all", Interest.ALL);
    assertThat(peers.wanted()).isEqualTo(Interest.ALL);
    peers.remove("all");
    peers.remove("ship");
    assertThat(peers.wanted()).isEqualTo(new Interest(false, Set.of(CART)));
    assertThat(peers.all()).containsExactly("cart");
  }

  @Test
  void our_interest_goes_out_again_until_its_version_is_answered() {
    assertThat(peers.meet("peer")).isTrue();
    assertThat(peers.meet("peer")).isFalse();
    assertThat(peers.without(5)).containsExactly("peer");
    peers.answered("peer", 4);
    assertThat(peers.without(5)).containsExactly("peer");
    peers.answered("peer", 5);
    peers.answered("peer", 0);
    assertThat(peers.without(5)).isEmpty();
    assertThat(peers.without(6)).containsExactly("peer");
  }

  @Test
  void nothing_is_sent_to_whom_nobody_reaches() {
    peers.interested("peer", Interest.ALL);
    peers.silence("peer");
    assertThat(peers.address(NEWS)).isEmpty();
    assertThat(peers.without(1)).isEmpty();
    peers.hear("peer");
    assertThat(peers.address(NEWS)).containsOnlyKeys("peer");
    assertThat(peers.without(1)).containsExactly("peer");
  }

  @Test
  void a_peer_is_acquainted_once_its_interest_is_known_even_if_it_has_none() {
    peers.meet("peer");
    assertThat(peers.isAcquainted("peer")).isFalse();
    peers.interested("peer", Interest.NONE);
    assertThat(peers.isAcquainted("peer")).isTrue();
    peers.answered("stranger", 3);
    assertThat(peers.all()).containsExactly("peer");
  }
}
