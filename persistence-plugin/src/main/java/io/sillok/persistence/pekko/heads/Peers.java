package io.sillok.persistence.pekko.heads;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.Interest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The other nodes that take part: what each wants, and how much it knows of what we want. Pure; not
 * thread-safe.
 *
 * @param <P> names a peer
 */
final class Peers<P> {

  /** Of a peer whose interest has not arrived yet. */
  private static final Peer UNKNOWN = new Peer(Interest.NONE, false, 0);

  private final Map<P, Peer> peers = new LinkedHashMap<>();
  private final Set<P> silent = new HashSet<>();

  /**
   * @param acquainted it has told its interest
   * @param answered the latest version of our interest that it is known to have
   */
  private record Peer(Interest interest, boolean acquainted, long answered) {}

  /** Takes {@code peer} up; whether it is new. */
  boolean meet(P peer) {
    return peers.putIfAbsent(peer, UNKNOWN) == null;
  }

  /** {@code peer} wants to hear of {@code interest} and of nothing else. */
  void interested(P peer, Interest interest) {
    peers.put(peer, new Peer(interest, true, peer(peer).answered()));
  }

  /** {@code peer} has {@code version} of our interest. */
  void answered(P peer, long version) {
    Peer before = peer(peer);
    if (peers.containsKey(peer) && version > before.answered()) {
      peers.put(peer, new Peer(before.interest(), before.acquainted(), version));
    }
  }

  void remove(P peer) {
    peers.remove(peer);
    silent.remove(peer);
  }

  /** {@code peer} cannot be reached: nothing is sent until it can be. */
  void silence(P peer) {
    silent.add(peer);
  }

  void hear(P peer) {
    silent.remove(peer);
  }

  Set<P> all() {
    return Set.copyOf(peers.keySet());
  }

  Interest interest(P peer) {
    return peer(peer).interest();
  }

  boolean isAcquainted(P peer) {
    return peer(peer).acquainted();
  }

  /** Those to send {@code version} of our interest to. */
  List<P> without(long version) {
    List<P> without = new ArrayList<>();
    peers.forEach((peer, state) -> {
      if (state.answered() < version && !silent.contains(peer)) {
        without.add(peer);
      }
    });
    return without;
  }

  /** What any of them wants. */
  Interest wanted() {
    return peers.values().stream().map(Peer::interest).reduce(Interest.NONE, Interest::and);
  }

  /** Which of {@code news} go to whom. */
  Map<P, Map<LogId, Long>> address(Map<LogId, Long> news) {
    Map<P, Map<LogId, Long>> addressed = new HashMap<>();
    peers.forEach((peer, state) -> {
      Map<LogId, Long> covered = NewHeads.covered(state.interest(), news);
      if (!covered.isEmpty() && !silent.contains(peer)) {
        addressed.put(peer, covered);
      }
    });
    return addressed;
  }

  private Peer peer(P peer) {
    return peers.getOrDefault(peer, UNKNOWN);
  }
}
