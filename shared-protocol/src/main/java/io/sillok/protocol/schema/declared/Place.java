package io.sillok.protocol.schema.declared;

import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Where something stands in a schema.
 *
 * @param pointer into its JSON, by RFC 6901
 * @param where for messages, such as {@code OrderPlaced.lines[]}
 * @param depth how many types are around it
 */
record Place(String pointer, String where, int depth) {

  private static final int LONGEST = 200;

  /** At most so much of it as is easily read. */
  static String abbreviated(Object value) {
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  Place at(String member) {
    return new Place(pointer + "/" + member, where, depth + 1);
  }

  Place element(String member) {
    return new Place(pointer + "/" + member, where + "[]", depth + 1);
  }

  Place field(Schema record, Schema.Field field) {
    return new Place(
        pointer + "/fields/" + field.pos(), record.getName() + "." + field.name(), depth);
  }

  InvalidSchemaException invalid(String why) {
    return new InvalidSchemaException(pointer, where + " " + why);
  }

  void require(boolean right, String otherwise) {
    if (!right) {
      throw invalid(otherwise);
    }
  }

  void require(boolean right, Supplier<String> otherwise) {
    if (!right) {
      throw invalid(otherwise.get());
    }
  }
}
