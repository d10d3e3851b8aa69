package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.telling.Column;
import io.sillok.node.window.definition.declared.telling.FieldKind;
import io.sillok.node.window.definition.declared.telling.Telling;
import io.sillok.node.window.definition.declared.telling.Told;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.InvalidFieldPathException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with an aggregate, given the streams whose events it is of.
 *
 * @param name of the aggregate
 * @param shapes of the events, at least one; all have the field, of the same type
 * @param faults gets all that is wrong
 */
record FieldCheck(
    String name, Aggregation aggregation, List<EventShape> shapes, List<ProjectionFault> faults) {

  /** What is told, if nothing is wrong. */
  Optional<Told> told() {
    return aggregation.field().isEmpty()
        ? Optional.of(Telling.count(name))
        : aggregation.field().flatMap(this::ofField);
  }

  private Optional<Told> ofField(String path) {
    int before = faults.size();
    Optional<FieldPath> first = Optional.empty();
    for (EventShape stream : shapes) {
      Optional<FieldPath> found = path(path, stream);
      if (found.isPresent() && first.isPresent()) {
        requireSame(first.get(), found.get(), stream);
      }
      first = first.isPresent() ? first : found;
    }
    return faults.size() == before
        ? first.flatMap(Column::of).map(column -> new Telling<>(name, column).of(aggregation))
        : Optional.empty();
  }

  private Optional<FieldPath> path(String path, EventShape stream) {
    try {
      FieldPath found = FieldPath.of(stream.schema(), path);
      requireFit(found, stream);
      return Optional.of(found);
    } catch (InvalidFieldPathException unknown) {
      wrong(
          "unknown-event-field",
          "must be a field of the events of %s, but %s"
              .formatted(stream.stream(), unknown.getMessage()));
      return Optional.empty();
    }
  }

  private void requireFit(FieldPath path, EventShape stream) {
    Optional<FieldKind> kind = FieldKind.of(path.schema());
    if (kind.filter(kinds()::contains).isEmpty()) {
      wrong(
          "unfit-event-field",
          "is of type %s in the events of %s, but %s is of %s%s"
              .formatted(
                  FieldKind.describe(path.schema()),
                  stream.stream(),
                  aggregation.function(),
                  words(),
                  kind.isEmpty() ? "; choose a single value, such as order.total" : ""));
    }
  }

  private Set<FieldKind> kinds() {
    return switch (aggregation) {
      case Aggregation.Percentile percentile -> FieldKind.NUMBERS;
      case Aggregation.Plain plain ->
          switch (plain.plain()) {
            case SUM, AVG -> FieldKind.NUMBERS;
            case MIN, MAX -> FieldKind.ORDERED;
            case FIRST, LAST -> FieldKind.ALL;
          };
      case Aggregation.Count count -> FieldKind.ALL;
      case Aggregation.Distinct distinct -> FieldKind.ALL;
      case Aggregation.Top top -> FieldKind.ALL;
      case Aggregation.Collect collect -> FieldKind.ALL;
    };
  }

  private String words() {
    if (kinds().equals(FieldKind.NUMBERS)) {
      return "numbers";
    }
    return kinds().equals(FieldKind.ORDERED)
        ? "numbers, strings, times or durations"
        : "single values";
  }

  private void requireSame(FieldPath first, FieldPath other, EventShape stream) {
    if (!first.schema().equals(other.schema())) {
      wrong(
          "event-fields-differ",
          "is of type %s in the events of %s, but of type %s in those of %s; aggregate a field that all sources have of the same type"
              .formatted(
                  FieldKind.describe(other.schema()),
                  stream.stream(),
                  FieldKind.describe(first.schema()),
                  shapes.getFirst().stream()));
    }
  }

  private void wrong(String code, String message) {
    faults.add(new ProjectionFault(code, "/aggregates/%s/field".formatted(name), message));
  }
}
