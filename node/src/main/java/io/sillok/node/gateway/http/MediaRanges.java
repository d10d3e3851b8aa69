package io.sillok.node.gateway.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which media types a client takes, as its header {@code Accept} says. What cannot be read of it is
 * passed over.
 *
 * @param qualities from 0 to 1 by media type or range, in lower case and without parameters
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.accept">RFC 9110, 12.5.1</a>
 */
public record MediaRanges(Map<String, Double> qualities) {

  private static final String ANY = "*/*";

  public MediaRanges {
    qualities = Map.copyOf(qualities);
  }

  /**
   * @param accept the values of the header
   */
  public static MediaRanges of(List<String> accept) {
    Map<String, Double> qualities = new LinkedHashMap<>();
    accept.stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(range -> range.toLowerCase(Locale.ROOT).split(";"))
        .filter(parts -> !parts[0].isBlank())
        .forEach(parts -> qualities.merge(parts[0].strip(), quality(parts), Math::max));
    return new MediaRanges(qualities);
  }

  private static double quality(String[] parts) {
    return Arrays.stream(parts)
        .skip(1)
        .map(String::strip)
        .filter(parameter -> parameter.startsWith("q="))
        .map(parameter -> parameter.substring(2))
        .filter(text -> text.matches("[01](\\.[0-9]{0,3})?"))
        .map(Double::parseDouble)
        .findFirst()
        .orElse(1.0);
  }

  /** Whether the client says nothing, and takes whatever comes. */
  public boolean isEmpty() {
    return qualities.isEmpty();
  }

  /** How much the client likes {@code mediaType}, by the range that fits best; 0 for not at all. */
  public double quality(String mediaType) {
    String main = mediaType.substring(0, mediaType.indexOf('/'));
    return Stream.of(mediaType, main + "/*", ANY)
        .filter(qualities::containsKey)
        .map(qualities::get)
        .findFirst()
        .orElse(0.0);
  }

  /** The same, unless the client takes it only because it takes others, too. */
  public double qualityByName(String mediaType) {
    return qualities.getOrDefault(mediaType, 0.0);
  }
}
