package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.document.ReadProjection;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.node.window.definition.declared.telling.Told;
import io.sillok.protocol.schema.shape.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds all that is wrong with a projection, given the streams that there are. */
public final class ProjectionCheck {

  /** The code of what is wrong with the name of a projection, not of an aggregate. */
  public static final String INVALID_NAME = "invalid-name";

  private static final int LONGEST_NAME = 35;

  private final String name;
  private final ReadProjection read;
  private final Map<String, StreamDefinition> streams;
  private final List<ProjectionFault> faults;

  private ProjectionCheck(
      String name, ReadProjection read, Collection<? extends StreamDefinition> streams) {
    this.name = name;
    this.read = read;
    this.streams =
        streams.stream().collect(Collectors.toMap(StreamDefinition::name, Function.identity()));
    faults = new ArrayList<>(read.faults());
  }

  /**
   * All that is wrong with what is to be declared as {@code name}, a wrong name first; nothing if
   * it can be.
   *
   * @param streams all that there are
   */
  public static List<ProjectionFault> faults(
      String name, ReadProjection read, Collection<? extends StreamDefinition> streams) {
    ProjectionCheck check = new ProjectionCheck(name, read, streams);
    check.requireName();
    check.check(true);
    return List.copyOf(check.faults);
  }

  /**
   * As it runs. Retired streams will do, for what they have is read to its end.
   *
   * @throws UnfitProjectionException with all that does not fit the streams any more
   */
  static CheckedProjection check(
      String name, ReadProjection read, Collection<? extends StreamDefinition> streams) {
    ProjectionCheck check = new ProjectionCheck(name, read, streams);
    CheckedProjection checked = check.check(false);
    if (!check.faults.isEmpty()) {
      throw new UnfitProjectionException(name, check.faults);
    }
    return checked;
  }

  private void requireName() {
    if (!Names.isKebab(name) || name.length() > LONGEST_NAME) {
      faults.addFirst(
          new ProjectionFault(
              INVALID_NAME,
              "",
              "must be named in kebab case, such as views-per-minute, with up to %d characters"
                  .formatted(LONGEST_NAME)));
    }
  }

  private CheckedProjection check(boolean open) {
    List<CheckedSource> sources = new ArrayList<>();
    boolean areFieldsKnown = true;
    for (Placed placed : read.sources()) {
      SourceCheck check = new SourceCheck(placed, open, streams, faults);
      Optional<CheckedSource> source = check.stream(name).map(check::of);
      source.ifPresent(sources::add);
      areFieldsKnown &= check.isShapeKnown();
    }
    List<Told> told = areFieldsKnown && !sources.isEmpty() ? told(sources) : List.of();
    return new CheckedProjection(sources, told);
  }

  private List<Told> told(List<CheckedSource> sources) {
    List<EventShape> shapes = sources.stream().map(CheckedSource::shape).distinct().toList();
    List<Told> told = new ArrayList<>();
    read.aggregates()
        .forEach((field, aggregation) ->
            new FieldCheck(field, aggregation, shapes, faults).told().ifPresent(told::add));
    return told;
  }
}
