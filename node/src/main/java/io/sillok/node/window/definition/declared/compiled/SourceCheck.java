package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.EventKey;
import io.sillok.node.stream.filter.InvalidFilterException;
import io.sillok.node.stream.filter.schema.Spelling;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.protocol.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is wrong with a source, given the streams that there are. */
final class SourceCheck {

  private final String pointer;
  private final DeclaredSource source;
  private final List<ProjectionFault> faults;

  /**
   * @param faults gets all that is wrong
   */
  SourceCheck(Placed placed, List<ProjectionFault> faults) {
    pointer = placed.pointer();
    source = placed.source();
    this.faults = faults;
  }

  /**
   * The stream, if there is one to read.
   *
   * @param projection whose own results it must not read
   * @param streams by name
   */
  Optional<StreamDefinition> stream(String projection, Map<String, StreamDefinition> streams) {
    if (ProjectionVersion.isOf(projection, source.stream())) {
      wrong(
          "own-results",
          "stream",
          "is what the projection itself tells, which would never end; read another stream");
      return Optional.empty();
    }
    StreamDefinition stream = streams.get(source.stream());
    if (stream == null) {
      wrong("unknown-stream", "stream", unknown(streams));
    }
    return Optional.ofNullable(stream);
  }

  private String unknown(Map<String, StreamDefinition> streams) {
    String shown =
        source.stream().length() > 60 ? source.stream().substring(0, 60) + "…" : source.stream();
    return streams.isEmpty()
        ? "is '%s', but there are no streams; declare one with PUT /v1/streams/NAME"
            .formatted(shown)
        : "is '%s', which is no stream%s; declare one with PUT /v1/streams/NAME"
            .formatted(
                shown,
                Spelling.hint(shown, streams.keySet().stream().sorted().toList(), "There are"));
  }

  /** Refuses a stream that takes no more events. */
  void requireOpen(StreamDefinition stream) {
    if (stream instanceof Declared declared && declared.isRetired()) {
      wrong(
          "stream-retired",
          "stream",
          "is %s, which was retired and takes no more events; PUT /v1/streams/%s with its declaration brings it back"
              .formatted(stream.name(), stream.name()));
    }
  }

  /** What is asked of the stream's events; what is wrong in it is left out. */
  CheckedSource of(StreamDefinition stream) {
    Optional<EventFilter> filter = source.filter().flatMap(text -> filter(text, stream));
    Optional<List<EventKey>> key = source.key().map(parts -> key(parts, stream));
    if (source.key().isEmpty() && stream.kind() == EventKind.UNKEYED) {
      wrong(
          "missing-field",
          "key",
          "must be there, for the events of %s have no key: such as data.customerId, or [] to tell them all together"
              .formatted(stream.name()));
    }
    return new CheckedSource(stream, filter, key);
  }

  private Optional<EventFilter> filter(String text, StreamDefinition stream) {
    try {
      return Optional.of(EventFilter.compile(text, stream.schema()));
    } catch (InvalidFilterException invalid) {
      wrong(
          "invalid-filter",
          "filter",
          "must be a condition in CEL on the events of %s: %s"
              .formatted(stream.name(), invalid.getMessage()));
      return Optional.empty();
    }
  }

  private List<EventKey> key(List<String> parts, StreamDefinition stream) {
    List<EventKey> keys = new ArrayList<>();
    for (int index = 0; index < parts.size(); index++) {
      try {
        keys.add(
            EventKey.compile(
                parts.get(index), stream.schema(), stream.kind() != EventKind.UNKEYED));
      } catch (InvalidFilterException invalid) {
        wrong(
            "invalid-key",
            parts.size() == 1 ? "key" : "key/" + index,
            "must be an expression in CEL that has a value for each event of %s: %s"
                .formatted(stream.name(), invalid.getMessage()));
      }
    }
    return keys;
  }

  private void wrong(String code, String member, String message) {
    faults.add(new ProjectionFault(code, pointer + "/" + member, message));
  }
}
