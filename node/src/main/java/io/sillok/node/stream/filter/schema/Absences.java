package io.sillok.node.stream.filter.schema;

import java.util.LinkedHashSet;
import java.util.Set;

/** The optional fields that an evaluation asked for and that held nothing. Not thread-safe. */
public final class Absences {

  private final Set<FieldType> fields = new LinkedHashSet<>();

  void add(FieldType field) {
    fields.add(field);
  }

  /** In the order in which they were asked for. */
  public Set<FieldType> fields() {
    return fields;
  }
}
