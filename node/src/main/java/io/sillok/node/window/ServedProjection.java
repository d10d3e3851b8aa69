package io.sillok.node.window;

import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A projection that serves, and what is to be done with its results.
 *
 * @param version that serves
 * @param declared what was declared over HTTP of its downstream
 * @param model of a module that has it
 */
public record ServedProjection(
    ProjectionVersion version,
    List<DeclaredDownstream> declared,
    Optional<ProjectionModel<?, ?>> model) {

  public ServedProjection {
    declared = List.copyOf(declared);
  }

  /** The names of its downstreams. */
  public List<String> downstreams() {
    return Stream.concat(
            declared.stream().map(DeclaredDownstream::name),
            model.stream().flatMap(each -> each.type().downstream().stream()).map(Downstream::name))
        .toList();
  }
}
