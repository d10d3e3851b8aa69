package io.sillok.persistence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

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

  /**
   * Who is there beside this process.
   *
   * @param self the name by which others reach it
   */
  CompletionStage<Others> others(String self);

  /**
   * Who is there beside a process.
   *
   * @param names those that are not its own, in order
   * @param namesake whether another process says that it is there by its own
   */
  record Others(List<String> names, Namesake namesake) {

    public Others {
      names = List.copyOf(names);
    }

    /**
     * All of them by name, one that is called as {@code self} is, too, if it is certainly there.
     */
    public List<String> all(String self) {
      return namesake == Namesake.THERE
          ? Stream.concat(names.stream(), Stream.of(self)).sorted().toList()
          : names;
    }
  }

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
