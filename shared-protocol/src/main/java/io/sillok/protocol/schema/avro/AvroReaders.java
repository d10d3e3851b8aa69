package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a writer's schema and a shape to a reader by Avro's rules of schema resolution: fields
 * go by name, what the shape does not have is skipped, what the writer did not have must be able to
 * hold nothing, numbers may widen where no digit is lost. Names of records count only where they
 * tell the branches of a union apart, and there without their namespace: classes may move.
 */
public final class AvroReaders {

  private final Map<Schema, Map<Shape, RecordReader>> records = new HashMap<>();

  private AvroReaders() {}

  /**
   * @param where named in messages
   * @throws CodecException if the writer's schema cannot be resolved to the shape
   */
  public static ValueReader of(Schema writer, Shape shape, String where) {
    return new AvroReaders().compile(writer, shape, where, false);
  }

  ValueReader compile(Schema writer, Shape shape, String where, boolean nullable) {
    if (writer.getType() == Schema.Type.UNION) {
      return union(writer, shape, where, nullable);
    }
    return switch (shape) {
      case Scalar scalar -> ScalarReaders.of(writer, scalar, where);
      case EnumShape enumeration -> enumeration(writer, enumeration, where);
      case RecordShape record -> record(writer, record, where);
      case SealedShape union -> record(writer, caseOf(writer, union, where), where);
      case ListShape(Shape element) -> {
        require(writer, Schema.Type.ARRAY, where);
        yield CollectionReaders.list(compile(writer.getElementType(), element, where, false));
      }
      case SetShape(Shape element) -> {
        require(writer, Schema.Type.ARRAY, where);
        yield CollectionReaders.set(compile(writer.getElementType(), element, where, false));
      }
      case MapShape(Shape value) -> {
        require(writer, Schema.Type.MAP, where);
        yield CollectionReaders.map(compile(writer.getValueType(), value, where, false));
      }
    };
  }

  private ValueReader union(Schema writer, Shape shape, String where, boolean nullable) {
    List<Schema> branches = writer.getTypes();
    long values = branches.stream().filter(branch -> branch.getType() != Schema.Type.NULL).count();
    ValueReader[] readers = new ValueReader[branches.size()];
    for (int index = 0; index < readers.length; index++) {
      readers[index] = branch(branches.get(index), shape, where, nullable, values > 1);
    }
    return in -> readers[in.readIndex(readers.length)].read(in);
  }

  /** A branch that does not fit is an error only if a value of it turns up. */
  private ValueReader branch(
      Schema branch, Shape shape, String where, boolean nullable, boolean byName) {
    if (branch.getType() == Schema.Type.NULL) {
      return nullable ? in -> null : failing(where + " holds nothing, but is required");
    }
    if (byName && shape instanceof RecordShape record && !isNamed(branch, record)) {
      return failing("%s holds a %s, but must be a %s".formatted(where, branch.getName(), record));
    }
    try {
      return compile(branch, shape, where, nullable);
    } catch (CodecException unresolved) {
      return failing(Objects.requireNonNull(unresolved.getMessage()));
    }
  }

  private static ValueReader failing(String message) {
    return in -> {
      throw new CodecException(message, null);
    };
  }

  private static RecordShape caseOf(Schema writer, SealedShape union, String where) {
    return union.cases().stream()
        .filter(record -> isNamed(writer, record))
        .findFirst()
        .orElseThrow(() -> mismatch(writer, "one of " + union.cases(), where));
  }

  private static boolean isNamed(Schema writer, RecordShape record) {
    return writer.getType() == Schema.Type.RECORD
        && writer.getName().equals(AvroSchemas.nameOf(record));
  }

  private static ValueReader enumeration(Schema writer, EnumShape shape, String where) {
    require(writer, Schema.Type.ENUM, where);
    List<String> symbols = writer.getEnumSymbols();
    List<@Nullable Enum<?>> constants = new ArrayList<>();
    for (String symbol : symbols) {
      int index = shape.symbols().indexOf(symbol);
      constants.add(index < 0 ? null : shape.constants().get(index));
    }
    return in -> {
      int index = in.readIndex(symbols.size());
      Enum<?> constant = constants.get(index);
      if (constant == null) {
        throw new CodecException(
            "%s is %s, which %s does not have; keep constants that were recorded"
                .formatted(where, symbols.get(index), shape.type().getSimpleName()),
            null);
      }
      return constant;
    };
  }

  private ValueReader record(Schema writer, RecordShape shape, String where) {
    require(writer, Schema.Type.RECORD, where);
    Map<Shape, RecordReader> ofWriter = records.computeIfAbsent(writer, unused -> new HashMap<>());
    RecordReader known = ofWriter.get(shape);
    if (known != null) {
      return known;
    }
    RecordReader reader = new RecordReader(writer, shape);
    ofWriter.put(shape, reader);
    reader.compile(this);
    return reader;
  }

  /** Refuses what was written as anything else than {@code type}. */
  public static void require(Schema writer, Schema.Type type, String where) {
    if (writer.getType() != type) {
      throw mismatch(writer, type.getName(), where);
    }
  }

  /** A value was written with another meaning than {@code expected}. */
  public static CodecException mismatch(Schema writer, String expected, String where) {
    String logicalType = writer.getProp(AvroSchemas.LOGICAL_TYPE);
    return new CodecException(
        "%s was written as %s, which cannot be read as %s; give the new meaning a new name"
            .formatted(
                where,
                logicalType == null
                    ? writer.getType().getName()
                    : "%s (%s)".formatted(writer.getType().getName(), logicalType),
                expected),
        null);
  }
}
