package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads single values; numbers may have been written narrower. */
final class ScalarReaders {

  private static final long MICROS = 1_000_000;

  private ScalarReaders() {}

  static ValueReader of(Schema writer, Scalar scalar, String where) {
    Schema own = AvroSchemas.scalar(scalar);
    if (own.getType() == writer.getType() && sameMeaning(own, writer)) {
      return plain(scalar);
    }
    ValueReader widened =
        writer.getProp(AvroSchemas.LOGICAL_TYPE) == null
            ? widened(writer.getType(), scalar, where)
            : null;
    if (widened == null) {
      throw AvroReaders.mismatch(writer, describe(own), where);
    }
    return widened;
  }

  private static boolean sameMeaning(Schema own, Schema writer) {
    String meaning = own.getProp(AvroSchemas.LOGICAL_TYPE);
    String written = writer.getProp(AvroSchemas.LOGICAL_TYPE);
    return meaning == null ? written == null : meaning.equals(written);
  }

  private static String describe(Schema own) {
    String meaning = own.getProp(AvroSchemas.LOGICAL_TYPE);
    return meaning == null ? own.getType().getName() : meaning;
  }

  private static ValueReader plain(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> AvroInput::readBoolean;
      case INT -> AvroInput::readInt;
      case LONG -> AvroInput::readLong;
      case FLOAT -> AvroInput::readFloat;
      case DOUBLE -> AvroInput::readDouble;
      case STRING -> AvroInput::readString;
      case BYTES -> AvroInput::readBytes;
      case UNIQUE_ID -> ScalarReaders::uniqueId;
      case INSTANT -> ScalarReaders::instant;
      case DATE -> in -> LocalDate.ofEpochDay(in.readInt());
      case DURATION -> in -> Duration.ofNanos(in.readLong());
      case DECIMAL -> ScalarReaders::decimal;
      case INTEGER -> ScalarReaders::integer;
    };
  }

  /** Avro's promotions; null if there is none. A value that would lose digits is refused. */
  private static @Nullable ValueReader widened(Schema.Type written, Scalar scalar, String where) {
    return switch (scalar) {
      case LONG -> written == Schema.Type.INT ? in -> (long) in.readInt() : null;
      case FLOAT ->
          written == Schema.Type.INT || written == Schema.Type.LONG
              ? in -> (float) exact(in, 24, where)
              : null;
      case DOUBLE -> {
        if (written == Schema.Type.FLOAT) {
          yield in -> (double) in.readFloat();
        }
        yield written == Schema.Type.INT || written == Schema.Type.LONG
            ? in -> (double) exact(in, 53, where)
            : null;
      }
      default -> null;
    };
  }

  private static long exact(AvroInput in, int bits, String where) {
    long value = in.readLong();
    if (Math.abs(value) > 1L << bits || value == Long.MIN_VALUE) {
      throw new CodecException(
          "%s was written as the whole number %d, which would lose digits; keep it a long"
              .formatted(where, value),
          null);
    }
    return value;
  }

  private static UUID uniqueId(AvroInput in) {
    String text = in.readString();
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      throw in.broken("a UUID is malformed");
    }
  }

  private static Instant instant(AvroInput in) {
    long micros = in.readLong();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static BigDecimal decimal(AvroInput in) {
    AvroInput inner = new AvroInput(in.readBytes());
    BigInteger unscaled = integer(inner);
    int scale = inner.readInt();
    inner.end();
    return new BigDecimal(unscaled, scale);
  }

  private static BigInteger integer(AvroInput in) {
    byte[] bytes = in.readBytes();
    if (bytes.length == 0) {
      throw in.broken("an integer has no digits");
    }
    return new BigInteger(bytes);
  }
}
