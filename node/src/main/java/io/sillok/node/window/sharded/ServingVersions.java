package io.sillok.node.window.sharded;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.persistence.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Which version of each projection serves: the last that has once come as far as the one before, or
 * the first.
 */
final class ServingVersions {

  /** Serves until another has come as far. */
  static final int FIRST = 1;

  private static final String PREFIX = "projection-serving/";
  private static final String SINCE = "since ";

  private final Facts facts;

  ServingVersions(Facts facts) {
    this.facts = facts;
  }

  /**
   * The version of a projection that serves.
   *
   * @param since how far the version before had come then; empty if that is not known, or there was
   *     none
   */
  record Serving(int number, Optional<HandOver> since) {}

  /** By projection; those that are missing serve with their {@link #FIRST}. */
  CompletionStage<Map<String, Serving>> all() {
    return facts
        .withPrefix(PREFIX)
        .thenApply(found -> {
          Map<String, Serving> serving = new HashMap<>();
          found.forEach((key, text) -> {
            int slash = key.lastIndexOf('/');
            serving.merge(
                key.substring(PREFIX.length(), slash),
                new Serving(Integer.parseInt(key.substring(slash + 1)), since(text)),
                (one, other) -> one.number() > other.number() ? one : other);
          });
          return serving;
        });
  }

  private static Optional<HandOver> since(String text) {
    if (!text.startsWith(SINCE)) {
      return Optional.empty();
    }
    String[] times = text.substring(SINCE.length()).split(" ", -1);
    return Optional.of(new HandOver(Long.parseLong(times[0]), Long.parseLong(times[1])));
  }

  /**
   * From now on {@code version} serves.
   *
   * @param since how far the version before has come, if that is known; the first who says so
   *     counts
   */
  CompletionStage<Void> set(ProjectionVersion version, Optional<HandOver> since) {
    return facts
        .putIfAbsent(
            "%s%s/%d".formatted(PREFIX, version.projection(), version.number()),
            since
                .map(each -> "%s%d %d".formatted(SINCE, each.watermark(), each.finals()))
                .orElse("serves"))
        .thenAccept(done -> {});
  }
}
