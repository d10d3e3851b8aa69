package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.InvalidModuleException;
import io.sillok.protocol.schema.shape.Shapes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes replies, whose types are not declared anywhere, by the classes that they have. */
public final class Replies {

  private static final ClassValue<JsonWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected JsonWriter computeValue(Class<?> type) {
          return JsonWriters.of(Shapes.of(type));
        }
      };

  private Replies() {}

  /**
   * @throws CodecException if the reply has no JSON
   */
  public static JsonNode toTree(@Nullable Object reply) {
    return switch (reply) {
      case null -> NullNode.getInstance();
      case Optional<?> optional -> toTree(optional.orElse(null));
      case Map<?, ?> map -> JsonWriters.map(map, Replies::toTree);
      case Collection<?> collection -> JsonWriters.set(collection, Replies::toTree);
      case Enum<?> constant -> TextNode.valueOf(constant.name());
      default -> writerOf(reply).write(reply);
    };
  }

  private static JsonWriter writerOf(Object reply) {
    try {
      return WRITERS.get(reply.getClass());
    } catch (InvalidModuleException unsupported) {
      throw new CodecException("The reply has no JSON: " + unsupported.getMessage(), unsupported);
    }
  }
}
