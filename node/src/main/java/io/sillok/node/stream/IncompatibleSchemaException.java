package io.sillok.node.stream;

import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Compatibility.Conflict;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** A new version of a stream's definition that its compatibility refuses. */
public final class IncompatibleSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompatibleSchemaException(String stream, Schema schema, List<Conflict> conflicts) {
    super(message(stream, schema, conflicts));
  }

  static String message(String stream, Schema schema, List<Conflict> conflicts) {
    return "Stream %s keeps to %s, so its definition cannot change like this: %s. Add what is new as something that may be absent, record another event beside this one, or state in the definition what its versions keep to (%s, in a module @Evolves)"
        .formatted(
            stream,
            Compatibility.of(schema),
            conflicts.stream()
                .map(each -> "%s (%s)".formatted(each.problem(), each.pointer()))
                .distinct()
                .collect(Collectors.joining("; ")),
            Compatibility.PROPERTY);
  }
}
