package io.sillok.node.downstream.effect;

import java.util.concurrent.CompletionException;

/** Why a stage has failed, without what stages wrap around it. */
public final class Cause {

  private Cause() {}

  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
