package io.sillok.node.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant in UTC or with an offset. */
public final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new TypeConversionException(
          "must be a time such as 2026-01-31T12:00:00Z, but is '%s'".formatted(text));
    }
  }
}
