package io.sillok.node.window.sharded;

import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.persistence.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Which version of each projection serves: the last that has once come as far as the one before, or
 * the first.
 */
final class ServingVersions {

  /** Serves until another has come as far. */
  static final int FIRST = 1;

  private static final String PREFIX = "projection-serving/";

  private final Facts facts;

  ServingVersions(Facts facts) {
    this.facts = facts;
  }

  /** By projection; those that are missing serve with their {@link #FIRST}. */
  CompletionStage<Map<String, Integer>> all() {
    return facts
        .withPrefix(PREFIX)
        .thenApply(found -> {
          Map<String, Integer> serving = new HashMap<>();
          found
              .keySet()
              .forEach(key -> {
                int slash = key.lastIndexOf('/');
                serving.merge(
                    key.substring(PREFIX.length(), slash),
                    Integer.valueOf(key.substring(slash + 1)),
                    Math::max);
              });
          return serving;
        });
  }

  CompletionStage<Void> set(ProjectionVersion version) {
    return facts
        .putIfAbsent("%s%s/%d".formatted(PREFIX, version.projection(), version.number()), "serves")
        .thenAccept(done -> {});
  }
}
