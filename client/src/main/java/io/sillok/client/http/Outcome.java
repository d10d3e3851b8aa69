package io.sillok.client.http;

import io.sillok.client.failure.SillokException;
import java.time.Duration;

/** How one try of a call ended. */
public sealed interface Outcome<T> {

  /** The node took the call. */
  record Success<T>(T value) implements Outcome<T> {}

  /**
   * It did not.
   *
   * @param reason which also tells whether trying again may help
   * @param elsewhere whether the reason is this one node's, so that another may do better at once
   * @param pause for how long it asks to be left alone; zero if it did not say
   */
  record Failure<T>(SillokException reason, boolean elsewhere, Duration pause)
      implements Outcome<T> {}
}
