package io.sillok.protocol.schema.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * All of a schema that says how events are read with it: what its {@link Fingerprint} covers, and
 * the defaults, aliases and names in JSON, which matter to readers alone. Documentation, exemptions
 * and the like are left out.
 */
public final class ReaderForm {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> TYPES = Set.of("type", "items", "values");
  private static final Set<String> KEPT =
      Set.of(
          "name",
          "namespace",
          "size",
          "symbols",
          "default",
          AvroSchemas.LOGICAL_TYPE,
          "precision",
          "scale",
          AvroSchemas.NAME);

  private ReaderForm() {}

  /** The same of two schemas if and only if they read the same from whatever was written. */
  public static JsonNode of(Schema schema) {
    try {
      return type(MAPPER.readTree(schema.toString()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Avro writes a schema that is no JSON", impossible);
    }
  }

  private static JsonNode type(JsonNode type) {
    if (type.isArray()) {
      ArrayNode branches = JsonNodeFactory.instance.arrayNode();
      type.forEach(branch -> branches.add(type(branch)));
      return branches;
    }
    return type.isObject() ? members(type) : type;
  }

  private static ObjectNode members(JsonNode object) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          JsonNode value = member.getValue();
          if (TYPES.contains(name)) {
            form.set(name, type(value));
          } else if (name.equals("fields")) {
            ArrayNode fields = form.putArray(name);
            value.forEach(field -> fields.add(members(field)));
          } else if (name.equals("aliases")) {
            Set<String> aliases = new TreeSet<>();
            value.forEach(alias -> aliases.add(alias.asText()));
            aliases.forEach(form.withArray(name)::add);
          } else if (KEPT.contains(name)) {
            form.set(name, value);
          }
        });
    return form;
  }
}
