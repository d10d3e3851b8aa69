package io.sillok.persistence.pekko;

import io.sillok.persistence.Cause;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.dispatch.Futures;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** Turns stages into the futures that the plugin API of Pekko 1 asks for. */
public final class ScalaFutures {

  private ScalaFutures() {}

  /** The outcome of {@code call}'s stage, or of the call itself if it throws. */
  public static <T extends @Nullable Object> Future<T> of(Callable<CompletionStage<T>> call) {
    Promise<T> promise = Futures.promise();
    try {
      call.call()
          .whenComplete((value, failure) -> {
            if (failure == null) {
              promise.success(value);
            } else {
              promise.failure(Cause.of(failure));
            }
          });
    } catch (Exception e) {
      promise.failure(e);
    }
    return promise.future();
  }
}
