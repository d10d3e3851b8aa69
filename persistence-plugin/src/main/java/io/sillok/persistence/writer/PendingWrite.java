package io.sillok.persistence.writer;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.codec.BlockCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Events of one entity that are appended together or not at all, and whoever waits for them. */
final class PendingWrite {

  private List<LoggedEvent> events;
  private final long bytes;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  PendingWrite(List<LoggedEvent> events) {
    this.events = events;
    long sum = 0;
    for (LoggedEvent event : events) {
      sum += BlockCodec.estimate(event);
    }
    bytes = sum;
  }

  List<LoggedEvent> events() {
    return events;
  }

  void replace(List<LoggedEvent> chained) {
    events = chained;
  }

  String persistenceId() {
    return events.getFirst().persistenceId();
  }

  long bytes() {
    return bytes;
  }

  CompletableFuture<Void> done() {
    return done;
  }
}
