package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.EventKey;
import io.sillok.node.stream.filter.InvalidFilterException;
import io.sillok.node.stream.filter.schema.Spelling;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredLookup;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.protocol.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what is wrong with a source, given the streams that there are. */
final class SourceCheck {

  private final String pointer;
  private final DeclaredSource source;
  private final boolean open;
  private final Map<String, StreamDefinition> streams;
  private final List<ProjectionFault> faults;
  private boolean isShapeKnown = true;

  /**
   * @param open whether its streams must still take events
   * @param streams by name
   * @param faults gets all that is wrong
   */
  SourceCheck(
      Placed placed,
      boolean open,
      Map<String, StreamDefinition> streams,
      List<ProjectionFault> faults) {
    pointer = placed.pointer();
    source = placed.source();
    this.open = open;
    this.streams = streams;
    this.faults = faults;
  }

  /**
   * The stream, if there is one to read.
   *
   * @param projection whose own results it must not read
   */
  Optional<StreamDefinition> stream(String projection) {
    if (ProjectionVersion.isOf(projection, source.stream())) {
      wrong(
          "own-results",
          "stream",
          "is what the projection itself tells, which would never end; read another stream");
      return Optional.empty();
    }
    return find(source.stream(), "stream");
  }

  private Optional<StreamDefinition> find(String name, String member) {
    StreamDefinition stream = streams.get(name);
    if (stream == null) {
      wrong("unknown-stream", member, unknown(name));
    } else if (open && stream instanceof Declared declared && declared.isRetired()) {
      wrong(
          "stream-retired",
          member,
          "is %s, which was retired and takes no more events; PUT /v1/streams/%s with its declaration brings it back"
              .formatted(name, name));
    }
    return Optional.ofNullable(stream);
  }

  private String unknown(String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return streams.isEmpty()
        ? "is '%s', but there are no streams; declare one with PUT /v1/streams/NAME"
            .formatted(shown)
        : "is '%s', which is no stream%s; declare one with PUT /v1/streams/NAME"
            .formatted(
                shown,
                Spelling.hint(shown, streams.keySet().stream().sorted().toList(), "There are"));
  }

  /** Whether it is known which fields events have, with what was looked up. */
  boolean isShapeKnown() {
    return isShapeKnown;
  }

  /** What is asked of the stream's events; what is wrong in it is left out. */
  CheckedSource of(StreamDefinition stream) {
    Optional<Declared> table = source.lookup().flatMap(lookup -> table(lookup, stream));
    isShapeKnown = source.lookup().isEmpty() || table.isPresent();
    EventShape shape =
        new EventShape(
            stream.name(),
            table
                .map(found -> EnrichedSchema.of(stream.schema(), found.schema()))
                .orElse(stream.schema()));
    Optional<CheckedLookup> lookup = source.lookup().flatMap(each -> lookup(each, stream, table));
    Optional<EventFilter> filter =
        source.filter().filter(this::isKnown).flatMap(text -> filter(text, shape));
    Optional<List<EventKey>> key = source.key().map(parts -> key(parts, shape, stream.kind()));
    if (source.key().isEmpty() && stream.kind() == EventKind.UNKEYED) {
      wrong(
          "missing-field",
          "key",
          "must be there, for the events of %s have no key: such as data.customerId, or [] to tell them all together"
              .formatted(stream.name()));
    }
    return new CheckedSource(stream, shape, filter, key, lookup);
  }

  /** What is asked of a table that is not known has nothing wrong by itself. */
  private boolean isKnown(String expression) {
    return isShapeKnown || !expression.contains(EnrichedSchema.FIELD);
  }

  private Optional<Declared> table(DeclaredLookup lookup, StreamDefinition stream) {
    Optional<StreamDefinition> found = find(lookup.stream(), "lookup/stream");
    if (stream.schema().getField(EnrichedSchema.FIELD) != null) {
      wrong(
          "event-field-taken",
          "lookup",
          "would stand in the field lookup, which the events of %s have already; rename that, or look up nothing"
              .formatted(stream.name()));
      return Optional.empty();
    }
    if (found.isPresent()
        && (found.get().kind() != EventKind.ENTITY || !(found.get() instanceof Declared))) {
      wrong(
          "stream-not-table",
          "lookup/stream",
          "is %s, whose kind is %s; look up a declared stream of kind entity, which has a value for each key"
              .formatted(lookup.stream(), found.get().kind().name().toLowerCase(Locale.ROOT)));
      return Optional.empty();
    }
    return found.map(Declared.class::cast);
  }

  private Optional<CheckedLookup> lookup(
      DeclaredLookup lookup, StreamDefinition stream, Optional<Declared> table) {
    Optional<EventKey> key =
        key(
            lookup.key(),
            new EventShape(stream.name(), stream.schema()),
            stream.kind(),
            "lookup/key");
    return table.isPresent() && key.isPresent()
        ? Optional.of(
            new CheckedLookup(
                table.get(), key.get(), TableSource.of(table.get(), lookup.outOfOrderness())))
        : Optional.empty();
  }

  private Optional<EventFilter> filter(String text, EventShape events) {
    try {
      return Optional.of(EventFilter.compile(text, events.schema()));
    } catch (InvalidFilterException invalid) {
      wrong(
          "invalid-filter",
          "filter",
          "must be a condition in CEL on the events of %s: %s"
              .formatted(events.stream(), invalid.getMessage()));
      return Optional.empty();
    }
  }

  private List<EventKey> key(List<String> parts, EventShape events, EventKind kind) {
    List<EventKey> keys = new ArrayList<>();
    for (int index = 0; index < parts.size(); index++) {
      if (isKnown(parts.get(index))) {
        key(parts.get(index), events, kind, parts.size() == 1 ? "key" : "key/" + index)
            .ifPresent(keys::add);
      }
    }
    return keys;
  }

  private Optional<EventKey> key(
      String expression, EventShape events, EventKind kind, String member) {
    try {
      return Optional.of(EventKey.compile(expression, events.schema(), kind != EventKind.UNKEYED));
    } catch (InvalidFilterException invalid) {
      wrong(
          "invalid-key",
          member,
          "must be an expression in CEL that has a value for each event of %s: %s"
              .formatted(events.stream(), invalid.getMessage()));
      return Optional.empty();
    }
  }

  private void wrong(String code, String member, String message) {
    faults.add(new ProjectionFault(code, pointer + "/" + member, message));
  }
}
