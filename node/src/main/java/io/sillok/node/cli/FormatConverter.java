package io.sillok.node.cli;

import io.sillok.node.cli.OutputOptions.Format;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how answers are to be printed. */
final class FormatConverter implements ITypeConverter<Format> {

  @Override
  public Format convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "json" -> Format.JSON;
      case "table" -> Format.TABLE;
      default ->
          throw new TypeConversionException("expected json or table, but is '%s'".formatted(text));
    };
  }
}
