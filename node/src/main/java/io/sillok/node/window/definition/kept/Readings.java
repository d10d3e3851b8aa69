package io.sillok.node.window.definition.kept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.kept.KeptProjection.OfModule;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which streams projections read, and so which of them read each other's results. */
final class Readings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> streams = new HashMap<>();

  /**
   * @param projections the present versions of all
   */
  Readings(Collection<KeptProjection> projections) {
    projections.stream()
        .filter(each -> !each.retired())
        .forEach(each -> streams.put(each.name(), streams(each)));
  }

  private static List<String> streams(KeptProjection projection) {
    return switch (projection.definition()) {
      case OverHttp(var declared) ->
          declared.sources().stream().map(DeclaredSource::stream).toList();
      case OfModule(String text) -> sources(text);
    };
  }

  private static List<String> sources(String text) {
    try {
      return JSON.readTree(text).path("sources").findValuesAsText("stream");
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "The store's text of a projection is broken: " + text, broken);
    }
  }

  /**
   * By which projections the results of {@code projection} come back to it if it reads {@code
   * stream}; nothing if they do not.
   */
  Optional<List<String>> circle(String projection, String stream) {
    return path(projection, stream, new HashSet<>());
  }

  private Optional<List<String>> path(String projection, String stream, Set<String> seen) {
    for (String teller : streams.keySet()) {
      if (ProjectionVersion.isOf(teller, stream)
          && !teller.equals(projection)
          && seen.add(teller)) {
        for (String read : streams.getOrDefault(teller, List.of())) {
          if (ProjectionVersion.isOf(projection, read)) {
            return Optional.of(List.of(teller));
          }
          Optional<List<String>> farther = path(projection, read, seen);
          if (farther.isPresent()) {
            List<String> path = new ArrayList<>();
            path.add(teller);
            path.addAll(farther.get());
            return Optional.of(path);
          }
        }
      }
    }
    return Optional.empty();
  }
}
