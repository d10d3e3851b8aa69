package io.sillok.node.window.definition.declared.telling;

import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas of what is told. */
final class ResultSchemas {

  /** So that no name of a stream's schema is met. */
  private static final String NAMESPACE = "sillok.projection";

  static final Schema WHOLE = Schema.create(Schema.Type.LONG);
  static final Schema NUMBER = Schema.create(Schema.Type.DOUBLE);
  static final Schema DECIMAL = AvroSchemas.scalar(Scalar.DECIMAL);
  static final Schema INTEGER = AvroSchemas.scalar(Scalar.INTEGER);

  private ResultSchemas() {}

  /**
   * The record of a window's values.
   *
   * @param projection its name, in kebab case
   */
  static Schema values(String projection, List<Told> told) {
    StringBuilder name = new StringBuilder();
    for (String word : projection.split("-", -1)) {
      name.append(upper(word));
    }
    return Schema.createRecord(
        name.append("Values").toString(),
        null,
        NAMESPACE,
        false,
        told.stream().map(Told::field).toList());
  }

  private static String upper(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  static Schema nullable(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  static Schema distinct() {
    return Schema.createRecord(
        "Distinct",
        null,
        NAMESPACE,
        false,
        List.of(
            new Schema.Field("count", WHOLE),
            new Schema.Field("exact", Schema.create(Schema.Type.BOOLEAN))));
  }

  /**
   * @param field that tells it, in camel case
   * @param value what is counted
   */
  static Schema top(String field, Schema value) {
    return Schema.createArray(
        Schema.createRecord(
            upper(field) + "Frequency",
            null,
            NAMESPACE,
            false,
            List.of(new Schema.Field("value", value), new Schema.Field("count", WHOLE))));
  }
}
