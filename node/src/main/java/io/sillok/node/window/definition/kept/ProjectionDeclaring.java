package io.sillok.node.window.definition.kept;

import io.sillok.node.window.definition.declared.ProjectionFault;
import java.util.List;
import java.util.stream.Collectors;

/** What becomes of a declaration of a projection. */
public sealed interface ProjectionDeclaring {

  /** It is new. */
  record Created(KeptProjection projection) implements ProjectionDeclaring {}

  /** There was another one, of which this is the next version, or with another downstream. */
  record Changed(KeptProjection projection) implements ProjectionDeclaring {}

  /** There was the same, which was retired and runs again. */
  record Revived(KeptProjection projection) implements ProjectionDeclaring {}

  /** There was the same. */
  record Unchanged(KeptProjection projection) implements ProjectionDeclaring {}

  /**
   * Nothing was done.
   *
   * @param code stable and for programs
   * @param message what was wrong and what to do
   * @param faults each single thing; may be empty
   */
  record Refused(String code, String message, List<ProjectionFault> faults)
      implements ProjectionDeclaring {
    public Refused {
      faults = List.copyOf(faults);
    }

    /** For what is wrong in the document. */
    public static Refused of(List<ProjectionFault> faults) {
      return new Refused(
          "invalid-declaration",
          faults.stream().map(ProjectionFault::placed).collect(Collectors.joining(". ")),
          faults);
    }
  }
}
