package io.sillok.protocol.schema.shape;

import io.sillok.protocol.schema.CodecException;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record.
 *
 * @param where {@code Class.component}, for messages
 */
public record Field(
    String name, String where, Shape shape, Presence presence, MethodHandle accessor) {

  /** Whether, and how, a component may hold nothing. */
  public enum Presence {
    REQUIRED,
    /** An {@link Optional}; null if the value is taken out of it. */
    OPTIONAL,
    /** Marked {@code @Nullable}. */
    NULLABLE
  }

  public boolean required() {
    return presence == Presence.REQUIRED;
  }

  /**
   * The plain value, null if there is none.
   *
   * @throws CodecException if null stands where a value is required
   */
  public @Nullable Object get(Object record) {
    Object value = access(record);
    return switch (presence) {
      case REQUIRED -> present(value);
      case OPTIONAL -> ((Optional<?>) present(value)).orElse(null);
      case NULLABLE -> value;
    };
  }

  @Nullable Object wrap(@Nullable Object plain) {
    return presence == Presence.OPTIONAL ? Optional.ofNullable(plain) : plain;
  }

  private Object present(@Nullable Object value) {
    if (value == null) {
      throw new CodecException(
          where + " is null; give it a value, or declare it Optional or @Nullable", null);
    }
    return value;
  }

  private @Nullable Object access(Object record) {
    try {
      return (Object) accessor.invokeExact(record);
    } catch (Error | CodecException thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new CodecException(where + " cannot be read: " + thrown, thrown);
    }
  }
}
