package io.sillok.persistence;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event as a log keeps it.
 *
 * @param persistenceId the entity that it belongs to, or a {@link Partitioner#streamId}
 * @param sequenceNumber its position among the entity's events, from 1
 * @param previousSequenceNumber the entity's event before it, 0 for the first; a rejected write
 *     leaves a hole, so the chain is verified and not contiguity
 * @param writer the incarnation of the actor that wrote it
 * @param eventTime when it happened, to the microsecond
 * @param adapterManifest the event adapter's manifest; may be empty
 */
public record LoggedEvent(
    String persistenceId,
    long sequenceNumber,
    long previousSequenceNumber,
    String writer,
    Instant eventTime,
    Payload payload,
    String adapterManifest,
    @Nullable Payload metadata,
    Set<String> tags) {

  /** Whether an index by persistence id has it: those of streams are found by their offset only. */
  public boolean isIndexed() {
    return !Partitioner.isStream(persistenceId);
  }

  /** The same event behind the entity's event {@code previous}. */
  public LoggedEvent behind(long previous) {
    return new LoggedEvent(
        persistenceId,
        sequenceNumber,
        previous,
        writer,
        eventTime,
        payload,
        adapterManifest,
        metadata,
        tags);
  }
}
