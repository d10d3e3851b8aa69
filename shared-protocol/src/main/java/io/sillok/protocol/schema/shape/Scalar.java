package io.sillok.protocol.schema.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A single value without parts. */
public enum Scalar implements Shape {
  BOOLEAN(boolean.class, Boolean.class),
  INT(int.class, Integer.class),
  LONG(long.class, Long.class),
  FLOAT(float.class, Float.class),
  DOUBLE(double.class, Double.class),
  STRING(String.class),
  BYTES(byte[].class),
  UNIQUE_ID(UUID.class),
  /** Microseconds in a signed 64-bit number: about 292,000 years around 1970. */
  INSTANT(Instant.class),
  /** Days in a signed 32-bit number: about 5.8 million years around 1970. */
  DATE(LocalDate.class),
  /** Nanoseconds in a signed 64-bit number: about 292 years. */
  DURATION(Duration.class),
  /** Exact, with its scale. */
  DECIMAL(BigDecimal.class),
  INTEGER(BigInteger.class);

  private static final Map<Class<?>, Scalar> BY_TYPE = byType();

  private final Class<?> type;
  private final Class<?> boxed;

  Scalar(Class<?> type) {
    this(type, type);
  }

  Scalar(Class<?> type, Class<?> boxed) {
    this.type = type;
    this.boxed = boxed;
  }

  static Optional<Scalar> of(Class<?> type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  private static Map<Class<?>, Scalar> byType() {
    Map<Class<?>, Scalar> all = new HashMap<>();
    for (Scalar scalar : values()) {
      all.put(scalar.type, scalar);
      all.put(scalar.boxed, scalar);
    }
    return all;
  }
}
