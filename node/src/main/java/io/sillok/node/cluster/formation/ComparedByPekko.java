package io.sillok.node.cluster.formation;

import com.typesafe.config.Config;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings that Pekko compares before a node joins, which ends where they differ. */
public final class ComparedByPekko {

  private static final List<String> PATHS =
      List.of(
          "pekko.cluster.downing-provider-class",
          "pekko.cluster.split-brain-resolver.active-strategy",
          "pekko.cluster.sharding.state-store-mode",
          "pekko.cluster.sharding.number-of-shards");

  private ComparedByPekko() {}

  /** Those of {@code config}, by path. */
  public static SortedMap<String, String> of(Config config) {
    SortedMap<String, String> settings = new TreeMap<>();
    PATHS.forEach(path -> settings.put(path, config.getString(path)));
    return settings;
  }
}
