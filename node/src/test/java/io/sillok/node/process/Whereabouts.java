package io.sillok.node.process;

import java.util.Optional;

/** Where the node is now, if it runs; who lost it waits here for the next one. */
final class Whereabouts {

  private Optional<NodeProcess> node = Optional.empty();
  private boolean finishing;
  private boolean abandoned;
  private int waiting;

  /** Lets everybody go on, with {@code next}. */
  synchronized void is(NodeProcess next) {
    node = Optional.of(next);
    notifyAll();
  }

  /** Lets everybody finish what is under way, with {@code next}, and begin nothing more. */
  synchronized void isForTheLastTime(NodeProcess next) {
    finishing = true;
    is(next);
  }

  /** There will be no node any more. */
  synchronized void abandon() {
    abandoned = true;
    finishing = true;
    notifyAll();
  }

  synchronized boolean finishing() {
    return finishing;
  }

  /** A node other than {@code lost}; empty when there will be none. */
  synchronized Optional<NodeProcess> after(Optional<NodeProcess> lost) throws InterruptedException {
    waiting++;
    notifyAll();
    while (!abandoned && (node.isEmpty() || node.equals(lost))) {
      wait();
    }
    waiting--;
    return abandoned ? Optional.empty() : node;
  }

  /** Returns when so many wait. */
  synchronized void awaitWaiting(int count) throws InterruptedException {
    while (waiting < count) {
      wait();
    }
  }
}
