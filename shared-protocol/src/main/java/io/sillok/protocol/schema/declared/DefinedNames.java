package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.shape.Names;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a schema's document defines, each before it is used. */
final class DefinedNames {

  static final Set<String> PRIMITIVES =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of("boolean", "int", "long", "float", "double", "string", "bytes", "null")));

  private final Set<String> names = new LinkedHashSet<>();

  Set<String> all() {
    return names;
  }

  boolean contains(String name, Spot spot) {
    return names.contains(spot.full(name)) || names.contains(name);
  }

  /** Takes the name of {@code node}, and returns the same spot in that name's own namespace. */
  Spot define(JsonNode node, Spot spot) {
    JsonNode name = node.path("name");
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
    if (!namespace.isEmpty()) {
      for (String part : namespace.split("\\.", -1)) {
        requirePlain(part, spot.at(dot >= 0 ? "name" : "namespace"));
      }
    }
    Spot within = spot.in(namespace);
    add(text.substring(dot + 1), within);
    checkAliases(node, spot);
    return within;
  }

  private void add(String name, Spot within) {
    Spot spot = within.at("name");
    requirePlain(name, spot);
    spot.require(
        !PRIMITIVES.contains(name), "'%s' is the name of a type of Avro; choose another", name);
    spot.require(
        names.add(within.full(name)),
        "%s is defined twice; name it where it is used again",
        within.full(name));
  }

  static void requirePlain(String name, Spot spot) {
    spot.require(
        Names.isPlain(name),
        "'%s' is not plain; use ASCII letters, digits and underscores, no digit first",
        name);
  }

  static void checkAliases(JsonNode node, Spot spot) {
    JsonNode aliases = node.path("aliases");
    spot.at("aliases")
        .require(aliases.isMissingNode() || aliases.isArray(), "Aliases are an array of names");
    for (int index = 0; index < aliases.size(); index++) {
      JsonNode alias = aliases.get(index);
      Spot where = spot.at("aliases").at(String.valueOf(index));
      where.require(alias.isTextual(), "An alias is a name, but this is %s", alias);
      for (String part : alias.textValue().split("\\.", -1)) {
        requirePlain(part, where);
      }
    }
  }
}
