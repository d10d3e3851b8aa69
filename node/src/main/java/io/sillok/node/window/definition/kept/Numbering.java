package io.sillok.node.window.definition.kept;

import io.sillok.node.window.definition.ProjectionVersion;

/** Which version a module's projection is. */
public sealed interface Numbering {

  /** This one. */
  record Numbered(ProjectionVersion version) implements Numbering {}

  /**
   * None, for its name is another's.
   *
   * @param message what to do
   */
  record Taken(String message) implements Numbering {}
}
