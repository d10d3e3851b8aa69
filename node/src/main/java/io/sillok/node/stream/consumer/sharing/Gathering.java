package io.sillok.node.stream.consumer.sharing;

import java.util.HashSet;
import java.util.Set;

/**
 * What a coordinator that begins waits for: the answers of all nodes, and a sign of each session
 * that they know. Until then, any partition may be read by a session that it does not know.
 */
final class Gathering<S> {

  private final Set<String> nodes;
  private final Set<S> sessions = new HashSet<>();
  private boolean over;

  /**
   * @param nodes that were asked
   */
  Gathering(Set<String> nodes) {
    this.nodes = new HashSet<>(nodes);
  }

  /**
   * A node has answered.
   *
   * @param known of its sessions, those that have not been heard of
   */
  void answered(String node, Set<S> known) {
    sessions.addAll(known);
    nodes.remove(node);
  }

  /** The session was heard of, or has ended. */
  void heard(S session) {
    sessions.remove(session);
  }

  /** Who has not answered until now does not read any more. */
  void giveUp() {
    over = true;
  }

  /** Whether nobody is waited for. */
  boolean isOver() {
    over |= nodes.isEmpty() && sessions.isEmpty();
    return over;
  }
}
