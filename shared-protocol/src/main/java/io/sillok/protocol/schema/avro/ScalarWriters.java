package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Writes single values, exactly or not at all. */
final class ScalarWriters {

  private static final long MICROS = 1_000_000;

  private ScalarWriters() {}

  static ValueWriter of(Scalar scalar, String where) {
    return switch (scalar) {
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case INT -> (value, out) -> out.writeInt((Integer) value);
      case LONG -> (value, out) -> out.writeLong((Long) value);
      case FLOAT -> (value, out) -> out.writeFloat(finite((Float) value, where));
      case DOUBLE -> (value, out) -> out.writeDouble(finite((Double) value, where));
      case STRING -> (value, out) -> out.writeBytes(utf8((String) value, where));
      case BYTES -> (value, out) -> out.writeBytes((byte[]) value);
      case UNIQUE_ID ->
          (value, out) ->
              out.writeBytes(((UUID) value).toString().getBytes(StandardCharsets.ISO_8859_1));
      case INSTANT -> (value, out) -> out.writeLong(micros((Instant) value, where));
      case DATE -> (value, out) -> out.writeInt(days((LocalDate) value, where));
      case DURATION -> (value, out) -> out.writeLong(nanos((Duration) value, where));
      case DECIMAL -> (value, out) -> writeDecimal((BigDecimal) value, out);
      case INTEGER -> (value, out) -> out.writeBytes(((BigInteger) value).toByteArray());
    };
  }

  private static float finite(Float value, String where) {
    finite(value.doubleValue(), where);
    return value;
  }

  private static double finite(Double value, String where) {
    if (!Double.isFinite(value)) {
      throw new CodecException(
          "%s is %s, which is no number; decide what it means before recording it"
              .formatted(where, value),
          null);
    }
    return value;
  }

  private static byte[] utf8(String text, String where) {
    for (int index = 0; index < text.length(); index++) {
      if (Character.isSurrogate(text.charAt(index))) {
        requirePair(text, index++, where);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void requirePair(String text, int index, String where) {
    if (!Character.isSupplementaryCodePoint(text.codePointAt(index))) {
      throw new CodecException(
          "%s has half a surrogate pair at index %d, which is no character; remove it"
              .formatted(where, index),
          null);
    }
  }

  private static long micros(Instant time, String where) {
    if (time.getNano() % 1_000 != 0) {
      throw new CodecException(
          "%s is %s, finer than a microsecond; truncate it to microseconds".formatted(where, time),
          null);
    }
    long seconds = time.getEpochSecond();
    long micros = time.getNano() / 1_000;
    try {
      return seconds < 0 // so that the very first microsecond does not overflow on the way
          ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS), micros - MICROS)
          : Math.addExact(Math.multiplyExact(seconds, MICROS), micros);
    } catch (ArithmeticException overflow) {
      throw outOfRange(where, time, "292,000 years before or after 1970");
    }
  }

  private static int days(LocalDate date, String where) {
    if (date.toEpochDay() != (int) date.toEpochDay()) {
      throw outOfRange(where, date, "5.8 million years before or after 1970");
    }
    return (int) date.toEpochDay();
  }

  private static long nanos(Duration duration, String where) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException overflow) {
      throw outOfRange(where, duration, "292 years");
    }
  }

  /** As Avro's own logical type {@code big-decimal}: unscaled value, then scale, in bytes. */
  private static void writeDecimal(BigDecimal value, AvroOutput out) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    out.writeLong(
        AvroOutput.sizeOf(unscaled.length) + unscaled.length + AvroOutput.sizeOf(value.scale()));
    out.writeBytes(unscaled);
    out.writeInt(value.scale());
  }

  private static CodecException outOfRange(String where, Object value, String limit) {
    return new CodecException(
        "%s is %s, out of range; it can be at most %s".formatted(where, value, limit), null);
  }
}
