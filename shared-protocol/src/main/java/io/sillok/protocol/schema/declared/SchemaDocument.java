package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * An Avro schema as JSON. What is wrong with it is said with its place, which Avro's own parser
 * does not tell.
 */
public final class SchemaDocument {

  private static final Set<String> ORDERS = Set.of("ascending", "descending", "ignore");

  private static final Set<String> FRACTIONS = Set.of("float", "double");

  private final DefinedNames defined = new DefinedNames();

  private SchemaDocument() {}

  /**
   * The schema of an event.
   *
   * @throws InvalidSchemaException with the place and the reason, if it is malformed, its defaults
   *     are not of their types, or it declares what events cannot keep
   */
  public static Schema parse(JsonNode document) {
    Schema schema = parseAny(document);
    SchemaCheck.check(schema);
    return schema;
  }

  /**
   * Any schema; whether it is of an event that can be kept remains to be seen.
   *
   * @throws InvalidSchemaException with the place and the reason, if it is malformed
   */
  public static Schema parseAny(JsonNode document) {
    new SchemaDocument().type(document, new Spot("", "", 0));
    return parsed(document);
  }

  private static Schema parsed(JsonNode document) {
    try {
      return new Schema.Parser(NameValidator.STRICT_VALIDATOR)
          .setValidateDefaults(false) // they are checked with their places
          .parse(document.toString());
    } catch (AvroRuntimeException | IllegalArgumentException malformed) {
      throw new InvalidSchemaException("", "Avro refuses the schema: " + malformed.getMessage());
    }
  }

  private void type(JsonNode node, Spot spot) {
    spot.require(
        spot.depth() <= 2 * SchemaCheck.DEEPEST, "Is nested too deep; declare a simpler event");
    if (node.isTextual()) {
      reference(node.textValue(), spot);
    } else if (node.isArray()) {
      union(node, spot);
    } else {
      spot.require(
          node.isObject(),
          "A schema is an object, the name of a type, or an array of several, but this is %s",
          node);
      defined(node, spot);
    }
  }

  private void reference(String name, Spot spot) {
    spot.require(
        DefinedNames.PRIMITIVES.contains(name) || defined.contains(name, spot),
        "'%s' is no type; use %s%s, or define it before",
        name,
        String.join(", ", DefinedNames.PRIMITIVES),
        defined.all().isEmpty() ? "" : ", " + String.join(", ", defined.all()));
  }

  private void union(JsonNode branches, Spot spot) {
    Set<JsonNode> seen = new HashSet<>();
    for (int index = 0; index < branches.size(); index++) {
      Spot branch = spot.at(String.valueOf(index));
      branch.require(!branches.get(index).isArray(), "A union cannot stand in a union");
      branch.require(
          seen.add(branches.get(index)), "%s stands in the union twice", branches.get(index));
      type(branches.get(index), branch);
    }
  }

  private void defined(JsonNode node, Spot spot) {
    JsonNode type = node.path("type");
    spot.require(!type.isMissingNode(), "A schema needs a \"type\"; it has %s", names(node));
    spot.at("type")
        .require(
            type.isTextual(),
            "\"type\" is the name of a type, but this is %s; write the schema itself, without {\"type\": …} around it",
            type);
    switch (type.textValue()) {
      case "record" -> record(node, define(node, spot));
      case "enum" -> symbols(node, define(node, spot));
      case "fixed" -> size(node, define(node, spot));
      case "array" -> type(member(node, "items", spot), spot.at("items"));
      case "map" -> type(member(node, "values", spot), spot.at("values"));
      default ->
          spot.at("type")
              .require(
                  DefinedNames.PRIMITIVES.contains(type.textValue()),
                  "'%s' is no type; use record, enum, array, map, fixed, %s, or name what was defined without {\"type\": …} around it",
                  type.textValue(),
                  String.join(", ", DefinedNames.PRIMITIVES));
    }
  }

  private static JsonNode member(JsonNode node, String name, Spot spot) {
    spot.require(
        node.has(name),
        "%s needs \"%s\"; it has %s",
        node.path("type").asText("A field"),
        name,
        names(node));
    return node.get(name);
  }

  private static String names(JsonNode node) {
    List<String> names = node.properties().stream().map(member -> member.getKey()).toList();
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private Spot define(JsonNode node, Spot spot) {
    member(node, "name", spot);
    return defined.define(node, spot);
  }

  private void record(JsonNode node, Spot spot) {
    JsonNode fields = member(node, "fields", spot);
    spot.at("fields").require(fields.isArray(), "Fields are an array, but this is %s", fields);
    Set<String> names = new HashSet<>();
    for (int index = 0; index < fields.size(); index++) {
      field(fields.get(index), names, spot.at("fields").at(String.valueOf(index)));
    }
  }

  private void field(JsonNode field, Set<String> names, Spot spot) {
    spot.require(
        field.isObject(), "A field is an object with name and type, but this is %s", field);
    JsonNode name = member(field, "name", spot);
    spot.at("name").require(name.isTextual(), "A name is a string, but this is %s", name);
    DefinedNames.requirePlain(name.textValue(), spot.at("name"));
    spot.at("name")
        .require(
            names.add(name.textValue()),
            "The record has two fields '%s'; rename one",
            name.textValue());
    JsonNode order = field.path("order");
    spot.at("order")
        .require(
            order.isMissingNode() || ORDERS.contains(order.asText()),
            "The order is ascending, descending or ignore, but this is %s",
            order);
    DefinedNames.checkAliases(field, spot);
    JsonNode type = member(field, "type", spot);
    type(type, spot.at("type"));
    String simple = type.isTextual() ? type.textValue() : type.path("type").asText();
    JsonNode otherwise = field.path("default");
    spot.at("default")
        .require(
            !(otherwise.isTextual() && FRACTIONS.contains(simple)), // which Avro would parse
            "The default is %s, which is no %s; write a number",
            otherwise,
            simple);
  }

  private static void symbols(JsonNode node, Spot spot) {
    JsonNode symbols = member(node, "symbols", spot);
    spot.at("symbols").require(symbols.isArray(), "Symbols are an array, but this is %s", symbols);
    Set<String> seen = new LinkedHashSet<>();
    for (int index = 0; index < symbols.size(); index++) {
      JsonNode symbol = symbols.get(index);
      Spot where = spot.at("symbols").at(String.valueOf(index));
      where.require(symbol.isTextual(), "A symbol is a name, but this is %s", symbol);
      DefinedNames.requirePlain(symbol.textValue(), where);
      where.require(
          seen.add(symbol.textValue()), "The enum has '%s' twice; remove one", symbol.textValue());
    }
    JsonNode otherwise = node.path("default");
    spot.at("default")
        .require(
            otherwise.isMissingNode()
                || (otherwise.isTextual() && seen.contains(otherwise.textValue())),
            "The default is %s, which is none of the symbols %s",
            otherwise,
            seen);
  }

  private static void size(JsonNode node, Spot spot) {
    JsonNode size = member(node, "size", spot);
    spot.at("size")
        .require(
            size.isInt() && size.intValue() > 0,
            "A size is a whole number of bytes from 1, but this is %s",
            size);
  }
}
