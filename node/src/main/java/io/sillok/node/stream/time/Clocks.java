package io.sillok.node.stream.time;

import io.sillok.protocol.event.LiveClock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which logs are of streams that are declared to be live. */
@FunctionalInterface
public interface Clocks {

  /** How event time of {@code log} goes on without any events; nothing if it does not. */
  CompletionStage<Optional<LiveClock>> of(String log);
}
