package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.declared.tree.Defaults;
import io.sillok.protocol.schema.declared.tree.TreeOutput;
import io.sillok.protocol.schema.declared.tree.TreeReader;
import io.sillok.protocol.schema.declared.tree.TreeReaders;
import io.sillok.protocol.schema.declared.tree.TreeWriter;
import io.sillok.protocol.schema.declared.tree.TreeWriters;
import io.sillok.protocol.schema.json.JsonDocument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A declared event in Avro's binary encoding and as JSON, by its schema alone. Thread-safe.
 *
 * <p>Both are what {@link AvroCodec} and {@link io.sillok.protocol.schema.JsonCodec} make of a
 * record with the same schema, so that a stream may be declared by the one and read by the other. A
 * field that is missing in JSON holds its default, or nothing if that is allowed.
 *
 * <p>A schema may change and still read what was written before: fields with a default may be
 * added, any may be removed or renamed by an alias, numbers may widen, symbols and cases may be
 * added.
 */
public final class DeclaredCodec {

  private final Schema schema;
  private final long fingerprint;
  private final Defaults defaults;
  private final ObjectNode jsonSchema;
  private final TreeWriter writer;
  private final @Nullable Upcasts upcasts;
  private final Map<Schema, TreeReader> readers = new ConcurrentHashMap<>();
  private final Map<Schema, Boolean> upcast = new ConcurrentHashMap<>();
  private final Map<String, FieldPath> fields = new ConcurrentHashMap<>();

  /**
   * @throws InvalidSchemaException with the place and the reason, if the schema declares what
   *     events cannot keep
   */
  public static DeclaredCodec of(Schema schema) {
    return new DeclaredCodec(schema, SchemaCheck.check(schema), null);
  }

  /**
   * Reads a document so that {@link #encode} gets every digit of its numbers, and nothing that is
   * told twice.
   *
   * @throws JsonMismatchException if it is malformed
   */
  public static JsonNode readTree(byte[] utf8) {
    return (JsonNode) JsonDocument.read(utf8, new ExactTree());
  }

  private DeclaredCodec(Schema schema, Defaults defaults, @Nullable Upcasts upcasts) {
    this.schema = schema;
    this.defaults = defaults;
    this.upcasts = upcasts;
    fingerprint = AvroCodec.fingerprintOf(schema);
    jsonSchema = DeclaredJsonSchemas.of(schema, defaults);
    writer = TreeWriters.of(schema, defaults, schema.getName());
    readers.put(schema, TreeReaders.of(schema, schema, defaults, schema.getName()));
  }

  /**
   * The same, reading what {@code known} fit through them; the same itself where it cannot read
   * what they give.
   */
  public DeclaredCodec upcasting(Upcasts known) {
    return unreadable(known.schema()).isEmpty() ? new DeclaredCodec(schema, defaults, known) : this;
  }

  /** The schema that {@link #encode} writes. */
  public Schema schema() {
    return schema;
  }

  /** The fingerprint of {@link #schema()}, as {@link AvroCodec#fingerprintOf} computes it. */
  public long fingerprint() {
    return fingerprint;
  }

  /**
   * A field of an event, worked out once for each path.
   *
   * @throws InvalidFieldPathException if there is no such field
   */
  public FieldPath field(String path) {
    return fields.computeIfAbsent(path, none -> FieldPath.of(schema, defaults, path));
  }

  /**
   * @throws JsonMismatchException with all that is wrong, each with its JSON pointer, as {@link
   *     io.sillok.protocol.schema.JsonCodec#decode} tells it
   */
  public byte[] encode(JsonNode event) {
    return TreeOutput.write(event, writer);
  }

  /**
   * @param writer the schema that the bytes were written with; may be an earlier version. Pass the
   *     same instance each time: what it means to this schema is worked out once
   * @return in the canonical form: fields in the order of the schema, those with a default too, and
   *     without those that hold nothing
   * @throws CodecException if the bytes are not of that schema, or it cannot be resolved to this
   *     one, or an upcaster fails
   */
  public JsonNode decode(byte[] avro, Schema writer) {
    return upcasts != null && upcasts(writer)
        ? read(upcasts.upcast(avro, writer), upcasts.schema())
        : read(avro, writer);
  }

  /**
   * The same event, written with {@link #schema()}.
   *
   * @throws CodecException as {@link #decode} does
   */
  public byte[] present(byte[] avro, Schema writer) {
    return encode(decode(avro, writer));
  }

  /** Whether what was written with {@code writer} is read through an upcaster. */
  public boolean upcasts(Schema writer) {
    return upcasts != null
        && upcast.computeIfAbsent(
            writer, other -> AvroCodec.fingerprintOf(other) != fingerprint && upcasts.fit(other));
  }

  private JsonNode read(byte[] avro, Schema writer) {
    AvroInput in = new AvroInput(avro);
    JsonNode event = readerOf(writer).read(in);
    in.end();
    return event;
  }

  /** The JSON Schema (2020-12) of the event, self-contained; the caller's own copy. */
  public JsonNode jsonSchema() {
    return jsonSchema.deepCopy();
  }

  /**
   * Why something that was written with {@code writer} cannot be decoded; empty if all can. What
   * {@link #decode} refuses only where such a value turns up, such as a symbol that is gone, counts
   * as well, but not an upcaster that fails.
   */
  public Optional<String> unreadable(Schema writer) {
    if (upcasts(writer)) {
      return Optional.empty();
    }
    try {
      TreeReaders.requireAll(writer, schema, defaults, schema.getName());
      return Optional.empty();
    } catch (CodecException reason) {
      return Optional.of(String.valueOf(reason.getMessage()));
    }
  }

  private TreeReader readerOf(Schema other) {
    TreeReader known = readers.get(other);
    if (known != null) {
      return known;
    }
    TreeReader created = TreeReaders.of(other, schema, defaults, schema.getName());
    readers.put(other, created);
    return created;
  }
}
