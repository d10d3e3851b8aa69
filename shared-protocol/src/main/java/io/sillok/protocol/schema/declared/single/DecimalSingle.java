package io.sillok.protocol.schema.declared.single;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.avro.AvroOutput;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonWriter;
import io.sillok.protocol.schema.json.JsonWriters;
import io.sillok.protocol.schema.json.ScalarSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Avro's {@code decimal}: a number of so many digits, so many of them behind the point.
 *
 * @param precision the most digits
 * @param size how many bytes it always takes; 0 for as many as it needs
 */
record DecimalSingle(int precision, int scale, int size) implements Single {

  private static final JsonReader DECIMAL = JsonReaders.of(Scalar.DECIMAL);

  /**
   * @param schema of bytes or fixed
   * @throws IllegalArgumentException with the reason, if there is no such decimal
   */
  static DecimalSingle of(Schema schema) {
    int precision = digits(schema, "precision", null);
    int scale = digits(schema, "scale", 0);
    if (precision < 1 || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "is a decimal of precision %d and scale %d; the precision is at least 1, and the scale from 0 to the precision"
              .formatted(precision, scale));
    }
    if (precision > ScalarSchemas.MOST_DIGITS) {
      throw new IllegalArgumentException(
          "is a decimal of precision %d; it can be at most %d"
              .formatted(precision, ScalarSchemas.MOST_DIGITS));
    }
    int size = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : 0;
    if (size > 0 && BigInteger.TEN.pow(precision).bitLength() > 8L * size - 1) {
      throw new IllegalArgumentException(
          "is a decimal of precision %d in %d bytes, which cannot hold that many digits; make it larger, or use bytes"
              .formatted(precision, size));
    }
    return new DecimalSingle(precision, scale, size);
  }

  private static int digits(Schema schema, String property, @Nullable Integer otherwise) {
    Object given = schema.getObjectProp(property);
    if ((given == null ? otherwise : given) instanceof Integer digits) {
      return digits;
    }
    throw new IllegalArgumentException(
        "is a decimal whose %s is %s; give it a whole number".formatted(property, given));
  }

  @Override
  public JsonReader jsonReader() {
    return this::read;
  }

  private @Nullable Object read(JsonInput in) throws IOException {
    if (!(DECIMAL.read(in) instanceof BigDecimal value)) {
      return null;
    }
    BigDecimal exact = scaled(value);
    if (exact == null) {
      return in.outOfRange(
          "Must have at most %d digits behind the point, but is %s"
              .formatted(scale, in.abbreviated()));
    }
    return exact.precision() <= precision
        ? exact
        : in.outOfRange(
            "Must have at most %d digits, %d of them behind the point, but is %s"
                .formatted(precision, scale, in.abbreviated()));
  }

  private @Nullable BigDecimal scaled(BigDecimal value) {
    try {
      return value.setScale(scale); // exact, or it throws
    } catch (ArithmeticException inexact) {
      return null;
    }
  }

  @Override
  public JsonWriter jsonWriter() {
    return JsonWriters.of(Scalar.DECIMAL);
  }

  @Override
  public ValueWriter avroWriter(String where) {
    return (value, out) -> write(((BigDecimal) value).unscaledValue(), out);
  }

  private void write(BigInteger unscaled, AvroOutput out) {
    byte[] bytes = unscaled.toByteArray();
    if (size == 0) {
      out.writeBytes(bytes);
      return;
    }
    byte[] padded = new byte[size];
    Arrays.fill(padded, (byte) (unscaled.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, padded, size - bytes.length, bytes.length);
    out.writeRaw(padded);
  }

  @Override
  public ValueReader avroReader(Schema writer, String where) {
    if (!covers(writer)) {
      throw AvroReaders.mismatch(writer, toString(), where);
    }
    return this::read;
  }

  /** Fewer digits are no other meaning; another scale is. */
  private boolean covers(Schema writer) {
    try {
      return Singles.of(writer) instanceof DecimalSingle written
          && written.scale == scale
          && written.precision <= precision
          && written.size == size;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private Object read(AvroInput in) {
    byte[] bytes = size == 0 ? in.readBytes() : in.readRaw(size);
    if (bytes.length == 0) {
      throw in.broken("a decimal has no digits");
    }
    BigDecimal value = new BigDecimal(new BigInteger(bytes), scale);
    if (value.precision() > precision) {
      throw in.broken("a decimal has more than %d digits".formatted(precision));
    }
    return value;
  }

  @Override
  public ObjectNode jsonSchema() {
    return ScalarSchemas.of(Scalar.DECIMAL);
  }

  @Override
  public String toString() {
    return "decimal (precision %d, scale %d)".formatted(precision, scale);
  }
}
