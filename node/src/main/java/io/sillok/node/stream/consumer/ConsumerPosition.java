package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.stream.consumer.kept.Consumer;

/**
 * How far a consumer has come, as clients have it: what it commits. Unlike a position of the
 * stream, it tells nothing of a partition that it does not name.
 *
 * @param generation of the consumer when the position was given
 */
public record ConsumerPosition(StreamPosition position, long generation) {

  private static final char SEPARATOR = '.';
  private static final int LONGEST_GENERATION = 18;

  static ConsumerPosition of(String stream, Consumer consumer) {
    return new ConsumerPosition(
        new StreamPosition(stream, consumer.offsets()), consumer.generation());
  }

  /** Opaque, and safe in URLs. */
  public String text() {
    return position.text() + SEPARATOR + generation;
  }

  /**
   * What {@link #text} gave for a consumer of {@code stream}.
   *
   * @throws InvalidPositionException if it gave no such text
   */
  public static ConsumerPosition parse(String stream, String text) {
    int separator = text.lastIndexOf(SEPARATOR);
    String generation = text.substring(separator + 1);
    boolean isNumber =
        generation.matches("[1-9][0-9]*") && generation.length() <= LONGEST_GENERATION;
    if (separator < 0 || !isNumber) {
      StreamPosition.parse(stream, text); // says what is wrong, unless it is one of the stream
      throw new InvalidPositionException("is a position of the stream, not of a consumer");
    }
    return new ConsumerPosition(
        StreamPosition.parse(stream, text.substring(0, separator)), Long.parseLong(generation));
  }
}
