package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.window.definition.declared.ProjectionFault;
import java.util.List;
import java.util.stream.Collectors;

/** A projection that fitted its streams once, but not the definitions that they have now. */
public final class UnfitProjectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ProjectionFault> faults;

  UnfitProjectionException(String projection, List<ProjectionFault> faults) {
    super(
        "Projection %s does not fit the definitions that its streams have now: %s. Declare it anew with PUT /v1/projections/%s"
            .formatted(
                projection,
                faults.stream().map(ProjectionFault::placed).collect(Collectors.joining("; ")),
                projection));
    this.faults = List.copyOf(faults);
  }

  /** All that does not fit. */
  public List<ProjectionFault> faults() {
    return faults;
  }
}
