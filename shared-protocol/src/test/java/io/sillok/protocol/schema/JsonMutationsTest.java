package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.Samples.Everything;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Right JSON with one thing wrong in it: exactly that is told, at exactly its pointer. */
class JsonMutationsTest {

  private static final JsonCodec<Everything> CODEC = JsonCodec.of(Everything.class);
  private static final Set<String> MAPS = Set.of("/composites/counts", "/composites/tags");
  private static final Set<String> OPTIONAL = Set.of("shade", "refund", "note", "age", "expires");

  @Provide
  Arbitrary<Everything> everything() {
    return Samples.everything();
  }

  @Property(tries = 60)
  void a_value_of_another_type_is_told(@ForAll("everything") Everything value) {
    List<String> pointers = new ArrayList<>();
    collect(CODEC.toTree(value), "", pointers);
    assertThat(pointers).hasSizeGreaterThan(20);
    for (String pointer : pointers) {
      JsonNode tree = CODEC.toTree(value);
      JsonNode wrong =
          tree.at(pointer).isArray() ? BooleanNode.TRUE : JsonNodeFactory.instance.arrayNode();
      replace(tree, JsonPointer.compile(pointer), wrong);
      assertThat(mismatches(tree)).containsExactly("wrong-type " + pointer);
    }
  }

  @Property(tries = 60)
  void a_field_that_is_missing_is_told(@ForAll("everything") Everything value) {
    List<String> pointers = new ArrayList<>();
    collect(CODEC.toTree(value), "", pointers);
    int removed = 0;
    for (String pointer : pointers) {
      JsonPointer path = JsonPointer.compile(pointer);
      JsonNode tree = CODEC.toTree(value);
      String parent = path.head().toString();
      String name = path.last().getMatchingProperty();
      if (tree.at(parent) instanceof ObjectNode object
          && !MAPS.contains(parent)
          && !OPTIONAL.contains(name)) {
        object.remove(name);
        assertThat(mismatches(tree)).containsExactly("missing-field " + pointer);
        removed++;
      }
    }
    assertThat(removed).isGreaterThan(15);
  }

  @Property(tries = 60)
  void a_field_that_is_not_known_is_told(@ForAll("everything") Everything value) {
    List<String> pointers = new ArrayList<>(List.of(""));
    collect(CODEC.toTree(value), "", pointers);
    int added = 0;
    for (String pointer : pointers) {
      JsonNode tree = CODEC.toTree(value);
      if (tree.at(pointer) instanceof ObjectNode object && !MAPS.contains(pointer)) {
        object.putObject("un/known~").put("type", 1);
        assertThat(mismatches(tree)).containsExactly("unknown-field " + pointer + "/un~1known~0");
        added++;
      }
    }
    assertThat(added).isGreaterThan(3);
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

  private static void replace(JsonNode tree, JsonPointer path, JsonNode by) {
    switch (tree.at(path.head())) {
      case ObjectNode object -> object.set(path.last().getMatchingProperty(), by);
      case ArrayNode array -> array.set(path.last().getMatchingIndex(), by);
      default -> throw new AssertionError("No parent of " + path);
    }
  }

  private static List<String> mismatches(JsonNode tree) {
    byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);
    JsonMismatchException thrown =
        catchThrowableOfType(JsonMismatchException.class, () -> CODEC.decode(json));
    assertThat(thrown).as(tree.toString()).isNotNull();
    return thrown.mismatches().stream()
        .map((Mismatch mismatch) -> mismatch.code() + " " + mismatch.pointer())
        .toList();
  }
}
