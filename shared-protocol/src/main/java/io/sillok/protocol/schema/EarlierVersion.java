package io.sillok.protocol.schema;

import io.sillok.protocol.entity.Upcaster;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** An earlier version of an event, which is read through its upcaster. Thread-safe. */
final class EarlierVersion<O, E> {

  private final AvroCodec<O> codec;
  private final Function<O, E> upcast;
  private final Set<String> fields;
  private final Map<Schema, Boolean> known = new ConcurrentHashMap<>();

  private EarlierVersion(AvroCodec<O> codec, Function<O, E> upcast) {
    this.codec = codec;
    this.upcast = upcast;
    fields = fieldsOf(codec.schema());
  }

  /**
   * @throws InvalidModuleException if the earlier record cannot be kept
   */
  static <O, N> EarlierVersion<O, N> of(Upcaster<O, N> upcaster) {
    return new EarlierVersion<>(AvroCodec.of(upcaster.from()), upcaster.upcast());
  }

  private static Set<String> fieldsOf(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
  }

  /** Whether {@code writer} is that version: it has the same fields, and they can be read. */
  boolean is(Schema writer) {
    return known.computeIfAbsent(
        writer, schema -> fieldsOf(schema).equals(fields) && codec.unreadable(schema).isEmpty());
  }

  /**
   * @throws CodecException if the bytes are not of {@code writer}
   */
  E decode(byte[] bytes, Schema writer) {
    return upcast.apply(codec.decode(bytes, writer));
  }
}
