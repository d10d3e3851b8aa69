package io.sillok.node.window.definition.declared.document;

import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.protocol.window.run.Windowing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What could be read of a document, so that all that is wrong with it can be told at once.
 *
 * @param sources those that could be read
 * @param windowing absent if it could not
 * @param aggregates those that could be read
 * @param placedDownstream what of the downstream could be read, by its place in the list; no part
 *     of what the projection is
 * @param faults all that was wrong
 */
public record ReadProjection(
    List<Placed> sources,
    Optional<Windowing> windowing,
    SequencedMap<String, Aggregation> aggregates,
    SortedMap<Integer, DeclaredDownstream> placedDownstream,
    List<ProjectionFault> faults) {

  public ReadProjection {
    sources = List.copyOf(sources);
    aggregates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(aggregates));
    placedDownstream = Collections.unmodifiableSortedMap(new TreeMap<>(placedDownstream));
    faults = List.copyOf(faults);
  }

  /**
   * A source, and where it stands.
   *
   * @param pointer of the object that has its members
   */
  public record Placed(String pointer, DeclaredSource source) {}

  /** As if it had been read of a document. */
  public static ReadProjection of(DeclaredProjection projection) {
    return ProjectionReader.read(ProjectionWriter.write(projection));
  }

  /** The projection, if nothing was wrong. */
  public Optional<DeclaredProjection> projection() {
    return faults.isEmpty() ? withoutDownstream() : Optional.empty();
  }

  /** In order. */
  public List<DeclaredDownstream> downstream() {
    return List.copyOf(placedDownstream.values());
  }

  /** The projection, if nothing but its downstream was wrong. */
  public Optional<DeclaredProjection> withoutDownstream() {
    return faults.stream().allMatch(ReadProjection::isOfDownstream)
        ? windowing.map(known ->
            new DeclaredProjection(
                sources.stream().map(Placed::source).toList(), known, aggregates))
        : Optional.empty();
  }

  /** Whether {@code fault} is one of the downstream. */
  public static boolean isOfDownstream(ProjectionFault fault) {
    return fault.pointer().startsWith("/" + DownstreamReader.MEMBER);
  }
}
