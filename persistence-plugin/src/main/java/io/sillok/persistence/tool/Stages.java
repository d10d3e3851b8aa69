package io.sillok.persistence.tool;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what a store answers. */
public final class Stages {

  private Stages() {}

  /** What {@code stage} holds; throws its own failure if it fails. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
