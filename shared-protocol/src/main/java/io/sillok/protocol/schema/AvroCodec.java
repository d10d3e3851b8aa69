package io.sillok.protocol.schema;

import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.avro.AvroOutput;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.avro.AvroWriters;
import io.sillok.protocol.schema.avro.Fingerprint;
import io.sillok.protocol.schema.avro.ReaderForm;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shapes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A record, or a sealed interface of records, in Avro's binary encoding: what is encoded is decoded
 * exactly, or refused. Thread-safe.
 *
 * <p>A record may change and still read what was written before: a component that is {@code
 * Optional} or {@code @Nullable} may be added, any component may be removed, {@code int} may become
 * {@code long} or {@code double}, enum constants and permitted records may be added, classes may
 * move to another package.
 */
public final class AvroCodec<T> {

  private final Class<T> type;
  private final Shape shape;
  private final Schema schema;
  private final long fingerprint;
  private final ValueWriter writer;
  private final ValueReader reader;
  private final Map<Schema, ValueReader> readers = new ConcurrentHashMap<>();

  /**
   * @throws InvalidModuleException naming the class, the member and why, if the type cannot be kept
   */
  public static <T> AvroCodec<T> of(Class<T> type) {
    Shapes.recordsOf(type);
    return new AvroCodec<>(type);
  }

  private AvroCodec(Class<T> type) {
    this.type = type;
    shape = Shapes.of(type);
    schema = AvroSchemas.of(shape);
    fingerprint = Fingerprint.of(schema);
    writer = AvroWriters.of(shape, Names.of(type));
    reader = AvroReaders.of(schema, shape, Names.of(type));
    readers.put(schema, reader);
  }

  /** The schema that {@link #encode} writes. */
  public Schema schema() {
    return schema;
  }

  /**
   * The 64-bit fingerprint of {@link #schema()}: CRC-64-AVRO over its canonical form with logical
   * types. Changes if and only if the meaning of the bytes does.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /** The fingerprint of any schema, computed as {@link #fingerprint()} is. */
  public static long fingerprintOf(Schema schema) {
    return Fingerprint.of(schema);
  }

  /**
   * Whether two schemas read the same from whatever was written: they agree in their fingerprints
   * and in what matters to readers alone, such as defaults and aliases.
   */
  public static boolean readAlike(Schema one, Schema other) {
    return ReaderForm.of(one).equals(ReaderForm.of(other));
  }

  /**
   * @throws CodecException naming the field, if a value cannot be kept exactly
   */
  public byte[] encode(T value) {
    AvroOutput out = new AvroOutput();
    writer.write(value, out);
    return out.toByteArray();
  }

  /**
   * Decodes what was written with {@link #schema()}.
   *
   * @throws CodecException if the bytes are not of that schema
   */
  public T decode(byte[] bytes) {
    return decode(bytes, reader);
  }

  /**
   * @param writer the schema that the bytes were written with; may be an earlier version. Pass the
   *     same instance each time: what it means to this type is worked out once
   * @throws CodecException if the bytes are not of that schema, or it cannot be resolved to this
   *     one
   */
  public T decode(byte[] bytes, Schema writer) {
    return decode(bytes, readerOf(writer));
  }

  /** Why nothing that was written with {@code writer} can be decoded; empty if it can. */
  public Optional<String> unreadable(Schema writer) {
    try {
      readerOf(writer);
      return Optional.empty();
    } catch (CodecException reason) {
      return Optional.of(String.valueOf(reason.getMessage()));
    }
  }

  private ValueReader readerOf(Schema other) {
    ValueReader known = readers.get(other);
    if (known != null) {
      return known;
    }
    ValueReader created = AvroReaders.of(other, shape, Names.of(type));
    readers.put(other, created);
    return created;
  }

  private T decode(byte[] bytes, ValueReader with) {
    AvroInput in = new AvroInput(bytes);
    T value = type.cast(Objects.requireNonNull(with.read(in)));
    in.end();
    return value;
  }
}
