package io.sillok.node.window.definition.kept;

import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredProjection;

/**
 * A version of a projection as the store has it.
 *
 * @param version from 1
 * @param retired whether it runs no more
 */
public record KeptProjection(String name, int version, Definition definition, boolean retired) {

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
    return new KeptProjection(name, version, definition, whether);
  }
}
