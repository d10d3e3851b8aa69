package io.sillok.node.window.definition.declared;

import io.sillok.protocol.window.run.Windowing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is declared of a projection. Two that differ in the order of their aggregates alone are
 * equal.
 *
 * @param sources at least one
 * @param aggregates by the name of the field that tells them; at least one
 */
public record DeclaredProjection(
    List<DeclaredSource> sources,
    Windowing windowing,
    SequencedMap<String, Aggregation> aggregates) {

  public DeclaredProjection {
    sources = List.copyOf(sources);
    aggregates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(aggregates));
  }
}
