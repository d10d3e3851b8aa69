package io.sillok.node.downstream.effect;

import java.util.concurrent.CompletionStage;

/** What is done with a result; doing it again for the same result must do no harm. */
public interface Effect {

  /**
   * The stage fails with {@link UndoneException} for what counts as an attempt in vain, and with
   * {@link OutageException} for what is no fault of the result's or the receiver's, so that it is
   * tried until it works.
   */
  CompletionStage<Void> apply(ToldResult result);

  /** So many results it takes at once; the lease of one must not run out while it waits. */
  default int atOnce() {
    return 64;
  }

  /** Ends what it holds. */
  default void close() {}
}
