package io.sillok.node.cluster.formation;

import com.typesafe.config.Config;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings that all nodes of a cluster must have alike. */
public final class SharedSettings {

  /** Pekko compares these before a node joins, too, which ends where they differ. */
  private static final List<String> COMPARED_BY_PEKKO =
      List.of(
          "pekko.cluster.downing-provider-class",
          "pekko.cluster.split-brain-resolver.active-strategy",
          "pekko.cluster.sharding.state-store-mode",
          "pekko.cluster.sharding.number-of-shards");

  /** One node goes by them as to when another has stopped to read. */
  private static final List<String> DURATIONS =
      List.of("sillok.node.streams.consumers.heartbeat", "sillok.node.streams.consumers.silence");

  private SharedSettings() {}

  /** Those of {@code settings} of which Pekko does not say which one keeps a node out. */
  static SortedMap<String, String> comparedByPekko(SortedMap<String, String> settings) {
    SortedMap<String, String> compared = new TreeMap<>(settings);
    compared.keySet().retainAll(COMPARED_BY_PEKKO);
    return compared;
  }

  /** Those of {@code config}, by path; durations in milliseconds, however they are written. */
  public static SortedMap<String, String> of(Config config) {
    SortedMap<String, String> settings = new TreeMap<>();
    COMPARED_BY_PEKKO.forEach(path -> settings.put(path, config.getString(path)));
    DURATIONS.forEach(path -> settings.put(path, config.getDuration(path).toMillis() + " ms"));
    return settings;
  }
}
