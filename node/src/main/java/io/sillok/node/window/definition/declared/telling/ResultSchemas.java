package io.sillok.node.window.definition.declared.telling;

import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Exemptions;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    Schema values =
        Schema.createRecord(
            name.append("Values").toString(),
            null,
            NAMESPACE,
            false,
            told.stream().map(Told::field).toList());
    exempt(values);
    return values;
  }

  /**
   * A name says little of what an aggregate is: an average of prices is no amount of money. So what
   * the rules of event design conclude from names is exempt.
   */
  private static void exempt(Schema values) {
    Map<String, Map<String, String>> reasons = new TreeMap<>();
    for (Finding finding : EventDesign.check(values)) {
      if (!finding.field().isEmpty()) {
        reasons
            .computeIfAbsent(finding.field(), any -> new TreeMap<>())
            .put(finding.rule(), "Is told by an aggregate");
      }
    }
    reasons.forEach((path, rules) -> field(values, path).addProp(Exemptions.PROPERTY, rules));
  }

  private static Schema.Field field(Schema values, String path) {
    Schema record = values;
    String[] names = path.split("\\.", -1);
    for (int index = 0; index < names.length - 1; index++) {
      record = recordIn(record.getField(names[index]).schema());
    }
    return record.getField(names[names.length - 1]);
  }

  /** Of a list of records, or one. */
  private static Schema recordIn(Schema schema) {
    return schema.getType() == Schema.Type.ARRAY ? schema.getElementType() : schema;
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
