package io.sillok.node.stream.time;

import io.sillok.persistence.LogId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Has event time of a log move on by whoever writes the log, wherever that is. */
@FunctionalInterface
public interface Advances {

  /** Whether event time of {@code log} had not come to {@code time} yet; it has then. */
  CompletionStage<Boolean> advance(LogId log, Instant time);
}
