package io.sillok.protocol.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes trees of JSON wrong. */
final class Mutations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Mutations() {}

  /** Replaces, removes or adds something at a random place. */
  static void mutate(JsonNode tree, Random random) {
    List<String> pointers = new ArrayList<>();
    collect(tree, "", pointers);
    if (pointers.isEmpty()) { // earlier ones have removed all
      ((ObjectNode) tree).set("unknown", value(random));
      return;
    }
    JsonPointer path = JsonPointer.compile(pointers.get(random.nextInt(pointers.size())));
    switch (tree.at(path.head())) {
      case ObjectNode object -> {
        String name = path.last().getMatchingProperty();
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 -> object.set("un/known~" + random.nextInt(3), value(random));
          default -> object.set(name, value(random));
        }
      }
      case ArrayNode array -> array.set(path.last().getMatchingIndex(), value(random));
      default -> throw new AssertionError("No parent of " + path);
    }
  }

  private static JsonNode value(Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(random.nextInt(100));
      case 3 -> NODES.numberNode(3_000_000_000L);
      case 4 -> NODES.numberNode(BigInteger.TWO.pow(70));
      case 5 -> NODES.numberNode(0.5);
      case 6 -> NODES.numberNode(1e300);
      case 7 -> NODES.textNode("");
      case 8 -> NODES.textNode("RED");
      case 9 -> NODES.textNode("2026-01-31T12:00:00.1234567Z");
      case 10 -> NODES.textNode("2026-01-31");
      case 11 -> NODES.textNode("x".repeat(70));
      case 12 -> NODES.arrayNode().add(1);
      default -> NODES.objectNode().put("type", "card").put("name", 1);
    };
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    for (var member : node.properties()) {
      String name = member.getKey().replace("~", "~0").replace("/", "~1");
      pointers.add(pointer + "/" + name);
      collect(member.getValue(), pointer + "/" + name, pointers);
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      pointers.add(pointer + "/" + index);
      collect(node.get(index), pointer + "/" + index, pointers);
    }
  }
}
