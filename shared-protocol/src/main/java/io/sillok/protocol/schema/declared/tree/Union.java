package io.sillok.protocol.schema.declared.tree;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * A union as events have it: a value that may be absent, or one of several records, or both.
 *
 * @param nullIndex the index of null; -1 if there must be a value
 * @param values the other branches
 */
public record Union(Schema schema, int nullIndex, List<Schema> values) {

  public static Union of(Schema schema) {
    List<Schema> branches = schema.getTypes();
    int nullIndex =
        IntStream.range(0, branches.size())
            .filter(index -> branches.get(index).getType() == Schema.Type.NULL)
            .findFirst()
            .orElse(-1);
    return new Union(
        schema,
        nullIndex,
        branches.stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList());
  }

  /** Whether {@code schema} may hold nothing. */
  public static boolean isOptional(Schema schema) {
    return schema.getType() == Schema.Type.UNION && of(schema).isOptional();
  }

  public boolean isOptional() {
    return nullIndex >= 0;
  }

  /** Whether a value's record is told by its field {@code type}. */
  public boolean isDiscriminated() {
    return !isOptional() || values.size() > 1;
  }

  /** The value's only type, if it {@linkplain #isDiscriminated has one}. */
  public Schema value() {
    return values.getFirst();
  }

  int indexOf(Schema value) {
    return schema.getTypes().indexOf(value);
  }
}
