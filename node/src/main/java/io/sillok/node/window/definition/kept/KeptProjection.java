package io.sillok.node.window.definition.kept;

import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import java.util.List;

/**
 * A version of a projection as the store has it.
 *
 * @param version from 1
 * @param downstream what is done with its results, if it was declared over HTTP; may change without
 *     another version
 * @param retired whether it runs no more
 */
public record KeptProjection(
    String name,
    int version,
    Definition definition,
    List<DeclaredDownstream> downstream,
    boolean retired) {

  public KeptProjection {
    downstream = List.copyOf(downstream);
  }

  /** What a version of a projection is. */
  public sealed interface Definition {}

  /** It was declared over HTTP. */
  public record OverHttp(DeclaredProjection projection) implements Definition {}

  /**
   * A module has it.
   *
   * @param text tells it from other versions
   */
  public record OfModule(String text) implements Definition {}

  public ProjectionVersion projectionVersion() {
    return new ProjectionVersion(name, version);
  }

  boolean isOfModule() {
    return definition instanceof OfModule;
  }

  KeptProjection asRetired(boolean whether) {
    return new KeptProjection(name, version, definition, downstream, whether);
  }
}
