package io.sillok.persistence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The processes that use a store now. Each says so again and again, and is forgotten when it no
 * longer does.
 */
public interface Presence {

  /**
   * Says that a process is there.
   *
   * @param name by which others reach it
   * @param lasts how long it is taken to be there; at least 1 s, to the second
   */
  CompletionStage<Void> announce(String name, Duration lasts);

  /** Says that it is no longer there. */
  CompletionStage<Void> leave(String name);

  /** The names of those that are there, in order. */
  CompletionStage<List<String>> present();

  /** Whether another process than this one says that it is there by the name {@code name}. */
  CompletionStage<Namesake> namesake(String name);

  /** What is known of another process of the same name. */
  enum Namesake {
    /** There is none. */
    NONE,
    /**
     * One has said that it is there, and not twice more since this was asked first: it may have
     * died.
     */
    SAID_SO,
    /** One says so again and again. */
    THERE
  }
}
