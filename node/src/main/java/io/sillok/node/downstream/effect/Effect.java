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

  /** Ends what it holds. */
  default void close() {}
}
