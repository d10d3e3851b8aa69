package io.sillok.node.processor.work;

import io.sillok.persistence.codec.BlockCodec;
import io.sillok.protocol.schema.CodecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each partition of the outputs' streams takes at once: all of it, or none. */
final class OutputRoom {

  private final int limit;
  private final Map<Place, Long> taken = new HashMap<>();

  /**
   * @param limit bytes that may be appended to a partition together
   */
  OutputRoom(int limit) {
    this.limit = limit;
  }

  private record Place(String stream, int partition) {}

  /** As logs count it. */
  private static Map<Place, Long> sizes(List<OutputEvent> outputs) {
    Map<Place, Long> sizes = new HashMap<>();
    outputs.forEach(output ->
        sizes.merge(
            new Place(output.stream(), output.event().partition()),
            (long) BlockCodec.estimate(output.event().bytes()),
            Long::sum));
    return sizes;
  }

  /**
   * @param outputs of one event
   * @throws CodecException if they can never be appended together
   */
  void check(List<OutputEvent> outputs) {
    sizes(outputs)
        .forEach((place, size) -> {
          if (size > limit) {
            throw new CodecException(
                "Its outputs cannot stand: those for stream %s have %d bytes for partition %d, which takes all of an event together or none, and at most %d bytes (sillok.persistence.block-hard-limit); have the rules emit less for one event"
                    .formatted(place.stream(), size, place.partition(), limit),
                null);
          }
        });
  }

  /** Takes {@code outputs}, unless that is too much together with those before. */
  boolean take(List<OutputEvent> outputs) {
    Map<Place, Long> sizes = sizes(outputs);
    boolean fits =
        sizes.entrySet().stream()
            .allMatch(each -> taken.getOrDefault(each.getKey(), 0L) + each.getValue() <= limit);
    if (fits) {
      sizes.forEach((place, size) -> taken.merge(place, size, Long::sum));
    }
    return fits;
  }
}
