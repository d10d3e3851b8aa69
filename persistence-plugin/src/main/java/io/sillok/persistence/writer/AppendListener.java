package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;

/** Hears of each block that this process has appended, in offset order, once it is durable. */
public interface AppendListener {

  /** Called on the thread that acknowledges writes: hand over, and return at once. */
  void appended(Block block);

  /**
   * Another process has appended to {@code log}, whose head is {@code head} at least. Told as soon
   * as possible where processes tell each other, else when somebody has looked. Not told when this
   * process has heard of it before the subscription: whoever subscribes reads the log then.
   */
  default void moved(LogId log, long head) {}

  /** Ends what it stands for; a call that is under way may still arrive. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
