package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.window.definition.declared.telling.Told;
import java.util.List;

/** What a projection that fits its streams reads and tells. */
record CheckedProjection(List<CheckedSource> sources, List<Told> told) {

  CheckedProjection {
    sources = List.copyOf(sources);
    told = List.copyOf(told);
  }
}
