package io.sillok.node.cli.processor;

import io.sillok.node.cli.processor.ChosenEvents.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a parked event is. */
final class PlaceConverter implements ITypeConverter<Place> {

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,9})/([0-9]{1,18})");

  @Override
  public Place convert(String text) {
    Matcher matcher = PLACE.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "must be partition and offset, such as 3/17, but is '%s'".formatted(text));
    }
    return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
