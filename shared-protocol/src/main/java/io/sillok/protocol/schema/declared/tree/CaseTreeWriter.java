package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.json.JsonReaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes one of several records, told apart by the field {@code type}. */
final class CaseTreeWriter implements TreeWriter {

  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final String expected;

  private record Case(int index, RecordTreeWriter writer) {}

  CaseTreeWriter(Union union, TreeWriters compiler) {
    for (Schema record : union.values()) {
      cases.put(
          AvroSchemas.recordName(record), new Case(union.indexOf(record), compiler.record(record)));
    }
    expected = JsonReaders.oneOf(cases.keySet());
  }

  @Override
  public void write(JsonNode node, TreeOutput out) {
    if (!(node instanceof ObjectNode object)) {
      out.wrongType(node, JsonReaders.TYPED_OBJECT);
      return;
    }
    JsonNode type = object.get(JsonReaders.DISCRIMINATOR);
    Case known = type == null ? missing(out) : byName(type, out);
    if (known != null) {
      out.avro().writeInt(known.index());
      known.writer().write(object, out, JsonReaders.DISCRIMINATOR);
    }
  }

  private @Nullable Case missing(TreeOutput out) {
    out.mismatchAt(JsonReaders.DISCRIMINATOR, "missing-field", JsonReaders.missingType(expected));
    return null;
  }

  private @Nullable Case byName(JsonNode type, TreeOutput out) {
    Case known = type.isTextual() ? cases.get(type.textValue()) : null;
    if (known == null) {
      out.write(
          JsonReaders.DISCRIMINATOR, type, (node, refusing) -> refusing.wrongType(node, expected));
    }
    return known;
  }
}
