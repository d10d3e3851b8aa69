package io.sillok.node.window.definition.declared.document;

import io.sillok.node.window.definition.declared.ProjectionFault;
import java.util.ArrayList;
import java.util.List;

/** All that was found wrong so far, in the order in which it was found. */
final class Faults {

  private final List<ProjectionFault> all = new ArrayList<>();

  void add(String code, String pointer, String message) {
    all.add(new ProjectionFault(code, pointer, message));
  }

  List<ProjectionFault> all() {
    return List.copyOf(all);
  }
}
