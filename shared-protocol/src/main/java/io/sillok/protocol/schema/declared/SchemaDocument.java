package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.shape.Names;
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

  private static final Set<String> PRIMITIVES =
      new LinkedHashSet<>(
          List.of("boolean", "int", "long", "float", "double", "string", "bytes", "null"));
  private static final Set<String> ORDERS = Set.of("ascending", "descending", "ignore");

  private static final Set<String> FRACTIONS = Set.of("float", "double");

  private final Set<String> known = new LinkedHashSet<>();

  private SchemaDocument() {}

  /**
   * The schema of an event.
   *
   * @throws InvalidSchemaException with the place and the reason, if it is malformed, its defaults
   *     are not of their types, or it declares what events cannot keep
   */
  public static Schema parse(JsonNode document) {
    new SchemaDocument().type(document, new Spot("", "", 0));
    Schema schema = parsed(document);
    SchemaCheck.check(schema);
    return schema;
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
        PRIMITIVES.contains(name) || known.contains(spot.full(name)) || known.contains(name),
        "'%s' is no type; use %s%s, or define it before",
        name,
        String.join(", ", PRIMITIVES),
        known.isEmpty() ? "" : ", " + String.join(", ", known));
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
      case "record" -> record(node, named(node, spot));
      case "enum" -> symbols(node, named(node, spot));
      case "fixed" -> size(node, named(node, spot));
      case "array" -> type(member(node, "items", spot), spot.at("items"));
      case "map" -> type(member(node, "values", spot), spot.at("values"));
      default ->
          spot.at("type")
              .require(
                  PRIMITIVES.contains(type.textValue()),
                  "'%s' is no type; use record, enum, array, map, fixed, %s, or name what was defined without {\"type\": …} around it",
                  type.textValue(),
                  String.join(", ", PRIMITIVES));
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

  /** Takes the name, and returns the same place in the name's own namespace. */
  private Spot named(JsonNode node, Spot spot) {
    JsonNode name = member(node, "name", spot);
    spot.at("name").require(name.isTextual(), "A name is a string, but this is %s", name);
    JsonNode space = node.path("namespace");
    spot.at("namespace")
        .require(
            space.isMissingNode() || space.isTextual(),
            "A namespace is a string, but this is %s",
            space);
    String text = name.textValue();
    int dot = text.lastIndexOf('.');
    String namespace = dot >= 0 ? text.substring(0, dot) : space.asText(spot.namespace());
    String simple = text.substring(dot + 1);
    plain(simple, spot.at("name"));
    if (!namespace.isEmpty()) {
      for (String part : namespace.split("\\.", -1)) {
        plain(part, spot.at(dot >= 0 ? "name" : "namespace"));
      }
    }
    spot.at("name")
        .require(
            !PRIMITIVES.contains(simple),
            "'%s' is the name of a type of Avro; choose another",
            simple);
    Spot within = spot.in(namespace);
    spot.at("name")
        .require(
            known.add(within.full(simple)),
            "%s is defined twice; name it where it is used again",
            within.full(simple));
    aliases(node, spot);
    return within;
  }

  private static void plain(String name, Spot spot) {
    spot.require(
        Names.isPlain(name),
        "'%s' is not plain; use ASCII letters, digits and underscores, no digit first",
        name);
  }

  private static void aliases(JsonNode node, Spot spot) {
    JsonNode aliases = node.path("aliases");
    spot.at("aliases")
        .require(aliases.isMissingNode() || aliases.isArray(), "Aliases are an array of names");
    for (int index = 0; index < aliases.size(); index++) {
      JsonNode alias = aliases.get(index);
      Spot where = spot.at("aliases").at(String.valueOf(index));
      where.require(alias.isTextual(), "An alias is a name, but this is %s", alias);
      for (String part : alias.textValue().split("\\.", -1)) {
        plain(part, where);
      }
    }
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
    plain(name.textValue(), spot.at("name"));
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
    aliases(field, spot);
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
      plain(symbol.textValue(), where);
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
