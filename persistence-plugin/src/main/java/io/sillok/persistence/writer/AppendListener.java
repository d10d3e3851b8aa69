package io.sillok.persistence.writer;

import io.sillok.persistence.Block;

/** Hears of each block that this process has appended, in offset order, once it is durable. */
public interface AppendListener {

  /** Called on the thread that acknowledges writes: hand over, and return at once. */
  void appended(Block block);

  /** Ends what it stands for; a call that is under way may still arrive. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
