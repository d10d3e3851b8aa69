package io.sillok.node.stream;

import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Compatibility.Conflict;
import java.util.List;
import java.util.stream.Collectors;

/** A new version of a stream's definition that its compatibility refuses. */
public final class IncompatibleSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Conflict> conflicts;

  IncompatibleSchemaException(
      String stream, Compatibility compatibility, List<Conflict> conflicts) {
    super(
        "Stream %s keeps to %s, so its definition cannot change like this: %s. Add what is new as something that may be absent, record another event beside this one, or state with @Evolves what its versions keep to"
            .formatted(
                stream,
                compatibility,
                conflicts.stream()
                    .map(each -> "%s (%s)".formatted(each.problem(), each.pointer()))
                    .distinct()
                    .collect(Collectors.joining("; "))));
    this.conflicts = List.copyOf(conflicts);
  }

  /** Each reason; at least one. */
  List<Conflict> conflicts() {
    return conflicts;
  }
}
