package io.sillok.node.window;

import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.window.run.Windowing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A projection that serves, and what is to be done with the results of its versions.
 *
 * @param version that serves
 * @param turns which versions have served when
 * @param windowing of the version that serves
 * @param declared what was declared over HTTP of the downstream of each version
 * @param model of a module that has it
 */
public record ServedProjection(
    ProjectionVersion version,
    Turns turns,
    Windowing windowing,
    SortedMap<Integer, List<DeclaredDownstream>> declared,
    Optional<ProjectionModel<?, ?>> model) {

  public ServedProjection {
    declared = Collections.unmodifiableSortedMap(new TreeMap<>(declared));
  }

  /**
   * Those that have told results that may still have to be handed over, the first one first. A
   * later one than that which serves is among them where a module's earlier one has come back; not
   * where nodes with the later one have taken over already.
   */
  public List<ProjectionVersion> versions() {
    boolean isLast = turns.last().filter(turn -> turn.version() == version.number()).isPresent();
    return IntStream.rangeClosed(
            1, isLast ? Math.max(version.number(), turns.highest()) : version.number())
        .mapToObj(number -> new ProjectionVersion(version.projection(), number))
        .toList();
  }

  /** What was declared of the downstream of {@code of}. */
  public List<DeclaredDownstream> declared(ProjectionVersion of) {
    return declared.getOrDefault(of.number(), List.of());
  }

  /** The names of the downstreams of {@code of}. */
  public List<String> downstreams(ProjectionVersion of) {
    return Stream.concat(
            declared(of).stream().map(DeclaredDownstream::name),
            model.stream().flatMap(each -> each.type().downstream().stream()).map(Downstream::name))
        .toList();
  }
}
