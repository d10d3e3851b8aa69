package io.sillok.protocol.schema;

import io.sillok.protocol.entity.Upcaster;
import io.sillok.protocol.schema.shape.Names;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** An earlier version of an event, which is read through its upcaster. Thread-safe. */
final class EarlierVersion<O, E> {

  private final Upcaster<O, E> upcaster;
  private final AvroCodec<O> codec;
  private final Set<String> fields;

  private EarlierVersion(Upcaster<O, E> upcaster, AvroCodec<O> codec) {
    this.upcaster = upcaster;
    this.codec = codec;
    fields = fieldsOf(codec.schema());
  }

  /**
   * @throws InvalidModuleException if the earlier record is none, or cannot be kept
   */
  static <O, N> EarlierVersion<O, N> of(Upcaster<O, N> upcaster) {
    if (!upcaster.from().isRecord()) {
      throw new InvalidModuleException(
          "The upcaster of %s to %s reads what is no record; give it a record of the fields that the earlier version had"
              .formatted(Names.of(upcaster.from()), Names.of(upcaster.to())));
    }
    return new EarlierVersion<>(upcaster, AvroCodec.of(upcaster.from()));
  }

  private static Set<String> fieldsOf(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
  }

  /** Whether {@code writer} is that version: it has the same fields, and they can be read. */
  boolean is(Schema writer) {
    return fieldsOf(writer).equals(fields) && codec.unreadable(writer).isEmpty();
  }

  /**
   * @throws CodecException if the bytes are not of {@code writer}, or the upcaster fails
   */
  E decode(byte[] bytes, Schema writer) {
    return upcast(codec.decode(bytes, writer));
  }

  @SuppressWarnings("ConstantValue") // a careless module may return null
  private E upcast(O earlier) {
    E present;
    try {
      present = upcaster.upcast().apply(earlier);
    } catch (Throwable thrown) { // modules throw what they like, checked or not
      if (thrown instanceof VirtualMachineError failed && !(thrown instanceof StackOverflowError)) {
        throw failed;
      }
      // wrapped, so that it is never taken for an outage of the store
      throw failed("throws " + ModuleCode.inWords(thrown), new InvocationTargetException(thrown));
    }
    if (present == null) {
      throw failed("returns null", null);
    }
    return present;
  }

  private CodecException failed(String how, @Nullable Throwable cause) {
    return new CodecException(
        "The upcaster of %s to %s %s; it must take all that was ever recorded"
            .formatted(Names.of(upcaster.from()), Names.of(upcaster.to()), how),
        cause);
  }
}
