package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonToken;
import io.sillok.protocol.schema.shape.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads single values; a string is no number, a number no string, and a fraction no integer. */
final class ScalarReaders {

  private ScalarReaders() {}

  static JsonReader of(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> ScalarReaders::readBoolean;
      case INT -> ScalarReaders::readInt;
      case LONG -> ScalarReaders::readLong;
      case FLOAT -> ScalarReaders::readFloat;
      case DOUBLE -> ScalarReaders::readDouble;
      case STRING -> ScalarReaders::readString;
      case BYTES -> ScalarReaders::readBytes;
      case UNIQUE_ID -> ScalarReaders::readUniqueId;
      case INSTANT -> TimeReaders::readInstant;
      case DATE -> TimeReaders::readDate;
      case DURATION -> TimeReaders::readDuration;
      case DECIMAL -> ScalarReaders::readDecimal;
      case INTEGER -> ScalarReaders::readInteger;
    };
  }

  private static @Nullable Object readBoolean(JsonInput in) throws IOException {
    return switch (in.token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> in.wrongType("true or false");
    };
  }

  private static @Nullable Object readInt(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_NUMBER_INT) {
      return in.wrongType("a whole number");
    }
    try {
      return Integer.parseInt(in.text());
    } catch (NumberFormatException overflow) {
      return between(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  private static @Nullable Object readLong(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_NUMBER_INT) {
      return in.wrongType("a whole number");
    }
    try {
      return Long.parseLong(in.text());
    } catch (NumberFormatException overflow) {
      return between(in, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static @Nullable Object between(JsonInput in, long least, long most) throws IOException {
    return in.outOfRange(
        "Must be between %d and %d, but is %s".formatted(least, most, in.abbreviated()));
  }

  private static @Nullable Object readFloat(JsonInput in) throws IOException {
    if (!in.token().isNumeric()) {
      return in.wrongType("a number");
    }
    float value = Float.parseFloat(in.text());
    return Float.isFinite(value) ? value : tooLarge(in, Float.MAX_VALUE);
  }

  private static @Nullable Object readDouble(JsonInput in) throws IOException {
    if (!in.token().isNumeric()) {
      return in.wrongType("a number");
    }
    double value = Double.parseDouble(in.text());
    return Double.isFinite(value) ? value : tooLarge(in, Double.MAX_VALUE);
  }

  private static @Nullable Object tooLarge(JsonInput in, double most) throws IOException {
    return in.outOfRange("Must be at most %s, but is %s".formatted(most, in.abbreviated()));
  }

  private static @Nullable Object readString(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType("a string");
    }
    String text = in.text();
    return Text.isPaired(text) ? text : in.outOfRange("Has half a surrogate pair; remove it");
  }

  private static @Nullable Object readBytes(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType("a base64 string");
    }
    try {
      return Base64.getDecoder().decode(in.text());
    } catch (IllegalArgumentException malformed) {
      return in.wrongType("a base64 string");
    }
  }

  private static @Nullable Object readUniqueId(JsonInput in) throws IOException {
    if (in.token() == JsonToken.VALUE_STRING && in.text().length() == 36) {
      try {
        UUID value = UUID.fromString(in.text());
        if (value.toString().equalsIgnoreCase(in.text())) {
          return value;
        }
      } catch (IllegalArgumentException malformed) {
        return in.wrongType("a UUID");
      }
    }
    return in.wrongType("a UUID");
  }

  private static @Nullable Object readDecimal(JsonInput in) throws IOException {
    if (!in.token().isNumeric() && in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType("a decimal number, or a string of one");
    }
    if (in.text().length() > ScalarSchemas.MOST_DIGITS + 20) {
      return tooLong(in);
    }
    try {
      BigDecimal value = new BigDecimal(in.text());
      return value.precision() > ScalarSchemas.MOST_DIGITS
              || Math.abs((long) value.scale()) > ScalarSchemas.MOST_DIGITS
          ? tooLong(in)
          : value;
    } catch (NumberFormatException malformed) {
      return in.token().isNumeric()
          ? tooLong(in)
          : in.wrongType("a decimal number, or a string of one");
    }
  }

  private static @Nullable Object readInteger(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_NUMBER_INT && in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType("a whole number, or a string of one");
    }
    if (in.text().length() > ScalarSchemas.MOST_DIGITS) {
      return tooLong(in);
    }
    try {
      return new BigInteger(in.text());
    } catch (NumberFormatException malformed) {
      return in.wrongType("a whole number, or a string of one");
    }
  }

  private static @Nullable Object tooLong(JsonInput in) throws IOException {
    return in.outOfRange(
        "Must have at most %d digits on either side of the point, but is %s"
            .formatted(ScalarSchemas.MOST_DIGITS, in.abbreviated()));
  }
}
