package io.sillok.persistence.pekko.migration;

/**
 * What an import did.
 *
 * @param entities persistence ids of the other journal; the last event of each is the same in both
 * @param resumed those of them of which Sillok had events before
 * @param withoutEvents those of them of which the other journal has no event any more
 * @param events copied now
 * @param snapshots copied now
 */
public record ImportReport(
    long entities, long resumed, long withoutEvents, long events, long snapshots) {

  static final ImportReport NONE = new ImportReport(0, 0, 0, 0, 0);

  ImportReport plus(ImportReport other) {
    return new ImportReport(
        entities + other.entities,
        resumed + other.resumed,
        withoutEvents + other.withoutEvents,
        events + other.events,
        snapshots + other.snapshots);
  }
}
