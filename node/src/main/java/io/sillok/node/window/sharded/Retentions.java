package io.sillok.node.window.sharded;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.ProjectionDefinition;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** After how long the events of streams are dropped. */
final class Retentions {

  private volatile Map<String, Duration> byStream = Map.of();

  /** As {@code streams} have them from now on. */
  void are(Collection<StreamDefinition> streams) {
    byStream =
        streams.stream()
            .filter(stream -> of(stream).isPresent())
            .collect(Collectors.toMap(StreamDefinition::name, stream -> of(stream).orElseThrow()));
  }

  static Optional<Duration> of(StreamDefinition stream) {
    return stream instanceof StreamDefinition.Declared declared
        ? declared.declaration().retention()
        : Optional.empty();
  }

  /** The shortest of those of the streams that {@code definition} reads. */
  Optional<Duration> shortest(ProjectionDefinition<?> definition) {
    Map<String, Duration> all = byStream;
    return definition.sources().stream()
        .flatMap(source -> Optional.ofNullable(all.get(source.stream())).stream())
        .min(Comparator.naturalOrder());
  }
}
