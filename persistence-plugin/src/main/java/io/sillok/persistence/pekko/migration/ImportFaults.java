package io.sillok.persistence.pekko.migration;

import io.sillok.persistence.StoreException;
import org.jspecify.annotations.Nullable;

/** Why events cannot be imported, in words. */
final class ImportFaults {

  private static final String PREFIX = "import-";

  private static final String AGAIN =
      ", then run the import again: it goes on behind what was copied";

  private ImportFaults() {}

  /** The read journal {@code pluginId} lacks a query. */
  static StoreException cannotAsk(String pluginId, Object journal) {
    return of(
        "source",
        "Read journal %s (%s) lacks a query; an import needs one with currentPersistenceIds and"
                .formatted(pluginId, journal.getClass().getName())
            + " currentEventsByPersistenceId",
        null);
  }

  static StoreException reserved(String persistenceId, String reason) {
    return of(
        "reserved",
        "Persistence id %s cannot be imported: %s".formatted(persistenceId, reason),
        null);
  }

  static StoreException unconvertible(String persistenceId, long number, Exception cause) {
    return of(
        "event",
        "Event %d of %s cannot be written by Sillok (%s); see to its serializer, its event adapter and"
                .formatted(number, persistenceId, cause)
            + " the functions given to the import"
            + AGAIN,
        cause);
  }

  static StoreException split(String persistenceId, long number, long before) {
    return of(
        "order",
        "Event %d of %s came behind event %d: an event adapter of the other journal makes several"
                .formatted(number, persistenceId, before)
            + " events of one; have events read without it"
            + AGAIN,
        null);
  }

  static StoreException startMissing(String persistenceId, long first) {
    return of(
        "start-missing",
        "Events 1 to %d of %s are not in the other journal, and no snapshot stands for them; name its"
                .formatted(first - 1, persistenceId)
            + " snapshot store (withSnapshotsOf) or allow this (allowingMissingStarts)"
            + AGAIN,
        null);
  }

  static StoreException foreign(String persistenceId, long number) {
    return of(
        "foreign",
        "Sillok has event %d of %s, but the other journal has not; nothing of it was changed, import"
                .formatted(number, persistenceId)
            + " into a store that only the import has written",
        null);
  }

  static StoreException behind(String persistenceId, long number, long highest) {
    return of(
        "behind",
        "The other journal has event %d of %s, but the last one in Sillok is %d; stop whatever still"
                .formatted(number, persistenceId, highest)
            + " writes there"
            + AGAIN,
        null);
  }

  /** An entity's events were copied up to {@code behind} when {@code failure} happened. */
  static StoreException stopped(String persistenceId, long behind, Throwable failure) {
    return told(
        failure,
        "The import of %s stopped behind event %d (%s); run it again: it goes on there"
            .formatted(persistenceId, behind, failure));
  }

  /** What is known of an entity could not be read. */
  static StoreException failed(String persistenceId, Throwable failure) {
    return told(
        failure,
        "The import stopped at %s (%s); run it again: it goes on behind what was copied"
            .formatted(persistenceId, failure));
  }

  /** {@code failure} itself, if it says all of this already. */
  private static StoreException told(Throwable failure, String message) {
    return failure instanceof StoreException known && known.code().startsWith(PREFIX)
        ? known
        : of("stopped", message, failure);
  }

  private static StoreException of(String code, String message, @Nullable Throwable cause) {
    return new StoreException(PREFIX + code, message, cause);
  }
}
