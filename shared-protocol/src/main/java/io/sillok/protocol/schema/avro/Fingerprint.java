package io.sillok.protocol.schema.avro;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * CRC-64-AVRO over Avro's Parsing Canonical Form with logical types added. What bytes mean depends
 * on names, order, types and logical types, so a change of these changes the fingerprint; defaults,
 * aliases and documentation matter to readers alone and are left out. A schema without logical
 * types has the fingerprint that the Avro specification gives it.
 */
public final class Fingerprint {

  private final StringBuilder form = new StringBuilder();
  private final Set<String> seen = new HashSet<>();

  private Fingerprint() {}

  public static long of(Schema schema) {
    return SchemaNormalization.fingerprint64(
        canonicalForm(schema).getBytes(StandardCharsets.UTF_8));
  }

  static String canonicalForm(Schema schema) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.append(schema);
    return fingerprint.form.toString();
  }

  private void append(Schema schema) {
    switch (schema.getType()) {
      case UNION -> appendUnion(schema);
      case ARRAY -> appendContainer(schema, "items", schema.getElementType());
      case MAP -> appendContainer(schema, "values", schema.getValueType());
      case RECORD, ENUM, FIXED -> appendNamed(schema);
      default -> appendPrimitive(schema);
    }
  }

  private void appendUnion(Schema schema) {
    form.append('[');
    String separator = "";
    for (Schema branch : schema.getTypes()) {
      form.append(separator);
      append(branch);
      separator = ",";
    }
    form.append(']');
  }

  private void appendContainer(Schema schema, String of, Schema part) {
    form.append("{\"type\":\"").append(schema.getType().getName()).append('"');
    form.append(",\"").append(of).append("\":");
    append(part);
    close(schema);
  }

  private void appendPrimitive(Schema schema) {
    String name = schema.getType().getName();
    if (schema.getProp(AvroSchemas.LOGICAL_TYPE) == null) {
      form.append('"').append(name).append('"');
    } else {
      form.append("{\"type\":\"").append(name).append('"');
      close(schema);
    }
  }

  private void appendNamed(Schema schema) {
    if (!seen.add(schema.getFullName())) {
      form.append('"').append(schema.getFullName()).append('"');
      return;
    }
    form.append("{\"name\":\"").append(schema.getFullName());
    form.append("\",\"type\":\"").append(schema.getType().getName()).append('"');
    switch (schema.getType()) {
      case ENUM -> appendSymbols(schema.getEnumSymbols().iterator());
      case FIXED -> form.append(",\"size\":").append(schema.getFixedSize());
      default -> appendFields(schema);
    }
    close(schema);
  }

  private void appendSymbols(Iterator<String> symbols) {
    form.append(",\"symbols\":[");
    while (symbols.hasNext()) {
      form.append('"').append(symbols.next()).append(symbols.hasNext() ? "\"," : "\"");
    }
    form.append(']');
  }

  private void appendFields(Schema schema) {
    form.append(",\"fields\":[");
    String separator = "";
    for (Schema.Field field : schema.getFields()) {
      form.append(separator).append("{\"name\":\"").append(field.name()).append("\",\"type\":");
      append(field.schema());
      form.append('}');
      separator = ",";
    }
    form.append(']');
  }

  private void close(Schema schema) {
    String logicalType = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    if (logicalType != null) {
      form.append(",\"logicalType\":\"").append(logicalType).append('"');
      if (logicalType.equals("decimal")) {
        form.append(",\"precision\":").append(schema.getObjectProp("precision"));
        form.append(",\"scale\":")
            .append(Objects.requireNonNullElse(schema.getObjectProp("scale"), 0));
      }
    }
    form.append('}');
  }
}
