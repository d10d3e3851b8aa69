package io.sillok.node.table.fold;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import org.jspecify.annotations.Nullable;

/** An event that cannot be folded; the message says which, and why. */
public final class UnfoldableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnfoldableEventException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static UnfoldableEventException defect(IndexedEvent event, Throwable defect) {
    return new UnfoldableEventException(
        "Event %d of %s (offset %d of log %s) cannot be folded: %s; load a module that can"
            .formatted(
                event.event().sequenceNumber(),
                event.event().persistenceId(),
                event.offset(),
                event.log(),
                defect),
        defect);
  }

  static UnfoldableEventException gap(IndexedEvent event, long last) {
    return new UnfoldableEventException(
        "Event %d of %s (offset %d of log %s) follows event %d, but the table has come to event %d"
            .formatted(
                event.event().sequenceNumber(),
                event.event().persistenceId(),
                event.offset(),
                event.log(),
                event.event().previousSequenceNumber(),
                last),
        null);
  }
}
