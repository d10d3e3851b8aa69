package io.sillok.node.cluster.formation;

import java.util.Collection;

/**
 * What a node does next that would begin a cluster, so that of several at the same time one does:
 * each says that it is there before it looks who else is, so of two at least one finds the other.
 * Who begins has found nobody behind its claim, and keeps that. Of those that find each other, the
 * one whose name comes first waits until the others have withdrawn; if one of them has begun, it
 * never does. Pure.
 */
enum Claim {
  /** Say that this node is there, and look again. */
  MAKE,
  /** Begin a cluster. */
  BEGIN,
  /** Take the claim back, and look again later. */
  WITHDRAW,
  /** Look again later. */
  WAIT;

  /**
   * @param claimed whether this node had said that it is there before it looked
   * @param others that it found
   */
  static Claim next(String self, boolean claimed, Collection<String> others) {
    if (others.isEmpty()) {
      return claimed ? BEGIN : MAKE;
    }
    boolean isFirst = others.stream().allMatch(other -> self.compareTo(other) < 0);
    return claimed && !isFirst ? WITHDRAW : WAIT;
  }
}
