package io.sillok.node.stream.time;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why event time does not go on, in words. */
final class Trouble {

  /** Of an appender, to which more comes than it may keep. */
  private static final String SATURATED = "saturated";

  private static final String STORE_FAILED = "store-failed";

  private Trouble() {}

  static TimeAnswer.Unavailable of(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Cause.of(failure);
    return switch (cause) {
      case StoreException store when store.code().equals(SATURATED) ->
          new TimeAnswer.Unavailable(SATURATED, text(store));
      case StoreException store -> new TimeAnswer.Unavailable(STORE_FAILED, text(store));
      case EntityUnavailableException entity ->
          new TimeAnswer.Unavailable(entity.code(), text(entity));
      case CrowdedException crowded ->
          new TimeAnswer.Unavailable(CrowdedException.CODE, text(crowded));
      case TimeoutException late ->
          new TimeAnswer.Unavailable("timeout", "The partition did not answer in time");
      case null -> new TimeAnswer.Unavailable(STORE_FAILED, "It gave no reason");
      default -> new TimeAnswer.Unavailable(STORE_FAILED, "It failed: " + cause);
    };
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
