package io.sillok.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.json.JsonDocument;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonSchemas;
import io.sillok.protocol.schema.json.JsonWriter;
import io.sillok.protocol.schema.json.JsonWriters;
import io.sillok.protocol.schema.json.Replies;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * A record, or a sealed interface of records, as JSON. Strict: nothing unknown, missing or of
 * another type is read. Thread-safe.
 *
 * <p>The records of a sealed interface are told apart by a field {@code type} with the record's
 * name in kebab case. Instants, dates and durations are ISO 8601; decimals and big integers are
 * written as strings and read from strings or numbers; bytes are base64. An {@code Optional} or
 * {@code @Nullable} component may be absent or null, and is left out when it holds nothing.
 */
public final class JsonCodec<T> {

  private final Class<T> type;
  private final ObjectNode schema;
  private final JsonReader reader;
  private final JsonWriter writer;

  /**
   * @throws InvalidModuleException naming the class, the member and why, if the type cannot be sent
   */
  public static <T> JsonCodec<T> of(Class<T> type) {
    Shapes.recordsOf(type);
    return new JsonCodec<>(type);
  }

  /**
   * Any value that a decider may reply: a record, a single value such as {@code BigDecimal}, an
   * enum, a list, set, map or {@code Optional} of these, or null.
   *
   * @throws CodecException if it is none of these
   */
  public static JsonNode replyTree(@Nullable Object reply) {
    return Replies.toTree(reply);
  }

  private JsonCodec(Class<T> type) {
    Shape shape = Shapes.of(type);
    this.type = type;
    schema = JsonSchemas.of(shape);
    reader = JsonReaders.of(shape);
    writer = JsonWriters.of(shape);
  }

  /** The JSON Schema (2020-12) of the type, self-contained; the caller's own copy. */
  public ObjectNode jsonSchema() {
    return schema.deepCopy();
  }

  /**
   * @throws JsonMismatchException with all that is wrong, each with its JSON pointer
   * @throws CodecException if a record's constructor fails by a defect
   */
  public T decode(byte[] utf8) {
    return type.cast(JsonDocument.read(utf8, reader));
  }

  /**
   * @throws CodecException naming the field, if a value has no JSON
   */
  public JsonNode toTree(T value) {
    return writer.write(value);
  }

  /**
   * @throws CodecException naming the field, if a value has no JSON
   */
  public byte[] encode(T value) {
    return JsonDocument.write(writer.write(value));
  }
}
