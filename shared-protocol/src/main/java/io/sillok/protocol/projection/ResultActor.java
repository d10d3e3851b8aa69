package io.sillok.protocol.projection;

import java.util.concurrent.CompletionStage;

/**
 * What a module does itself with results. A node has one of each at work, which gets a result after
 * the other, so it may keep a state in its fields without locks; what it learns there is gone when
 * the node ends.
 *
 * @param <R> what is told of a window
 */
@FunctionalInterface
public interface ResultActor<R> extends AutoCloseable {

  /**
   * Takes a result, at least once; those of a key come in order, one at a time in the cluster. The
   * next comes when the stage has ended. A stage that fails, or takes longer than 20 seconds, has
   * the result come again later.
   */
  CompletionStage<Void> receive(ProjectionResult<R> result);

  /** Called once, when the node stops. */
  @Override
  default void close() {}
}
