package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletionStage;

/**
 * The highest sequence number that a store has of a persistence id: of an entity the index tells,
 * of a stream the last event in its log, which holds nothing else.
 */
record HighestNumber(LogStore store, LogId log, String persistenceId) {

  /** As it is now; 0 if there is no event. */
  CompletionStage<Long> now() {
    return Partitioner.isStream(persistenceId)
        ? ofStream()
        : store.entities().highestSequenceNumber(persistenceId);
  }

  /** As {@link #now}, of one that recovers, whose events from {@code from} on are read next. */
  CompletionStage<Long> beginRecovery(long from) {
    return Partitioner.isStream(persistenceId)
        ? ofStream()
        : store.entities().beginRecovery(persistenceId, from);
  }

  private CompletionStage<Long> ofStream() {
    return store.log(log).lastWithEvents().thenApply(last -> last.map(this::number).orElse(0L));
  }

  private long number(Block last) {
    LoggedEvent event = last.events().getLast();
    if (!event.persistenceId().equals(persistenceId)) {
      throw new StoreException(
          "log-mixed",
          "Log %s holds an event of %s at offset %d, so it can take none of a stream; give the stream"
                  .formatted(log, event.persistenceId(), last.nextOffset() - 1)
              + " another name",
          null);
    }
    return event.sequenceNumber();
  }
}
