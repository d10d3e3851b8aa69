package io.sillok.persistence;

import java.util.concurrent.CompletionException;

/** Why a stage has failed, without what the stages that depend on it have wrapped around it. */
public final class Cause {

  private Cause() {}

  public static Throwable of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
