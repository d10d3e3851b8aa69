package io.sillok.persistence.pekko.migration;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What an import cannot read from the other journal, and how it goes about it. Begin with {@link
 * #DEFAULT}.
 *
 * @param parallelism persistence ids copied at once, from 1
 * @param tags the tags of an event, given its persistence id and the event as it is read; those
 *     that an event adapter of Sillok's journal adds come on top
 * @param manifests the manifest of an event, which a typed event adapter gave it; an event adapter
 *     of Sillok's journal that has one goes first
 * @param snapshotStore the plugin id of the store whose latest snapshots are copied
 * @param missingStarts whether an entity may lack its first events without a snapshot behind them
 */
public record ImportSettings(
    int parallelism,
    BiFunction<String, Object, Set<String>> tags,
    BiFunction<String, Object, String> manifests,
    Optional<String> snapshotStore,
    boolean missingStarts) {

  /** Eight at once, no tags, no manifests, no snapshots, no start may be missing. */
  public static final ImportSettings DEFAULT =
      new ImportSettings(8, (id, event) -> Set.of(), (id, event) -> "", Optional.empty(), false);

  public ImportSettings {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "At least 1 persistence id must be copied at once, but it is " + parallelism);
    }
  }

  public ImportSettings withParallelism(int entities) {
    return new ImportSettings(entities, tags, manifests, snapshotStore, missingStarts);
  }

  public ImportSettings withTags(BiFunction<String, Object, Set<String>> tagsOf) {
    return new ImportSettings(parallelism, tagsOf, manifests, snapshotStore, missingStarts);
  }

  public ImportSettings withManifests(BiFunction<String, Object, String> manifestOf) {
    return new ImportSettings(parallelism, tags, manifestOf, snapshotStore, missingStarts);
  }

  public ImportSettings withSnapshotsOf(String pluginId) {
    return new ImportSettings(parallelism, tags, manifests, Optional.of(pluginId), missingStarts);
  }

  public ImportSettings allowingMissingStarts() {
    return new ImportSettings(parallelism, tags, manifests, snapshotStore, true);
  }
}
