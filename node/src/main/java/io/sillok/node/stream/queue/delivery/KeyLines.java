package io.sillok.node.stream.queue.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The events of each key in a line: only the first may be handed out, until it is settled. */
final class KeyLines<H> {

  private final Map<String, Line<H>> lines = new HashMap<>();

  /**
   * @param behind those that wait for {@code first}, by offset
   */
  private record Line<H>(Delivery<H> first, NavigableMap<Long, Delivery<H>> behind) {}

  /** Puts {@code delivery} into the line of its key; whether nothing stands before it. */
  boolean enter(Delivery<H> delivery) {
    String key = delivery.key();
    if (key == null) {
      return true;
    }
    Line<H> line = lines.get(key);
    if (line == null) {
      lines.put(key, new Line<>(delivery, new TreeMap<>()));
      return true;
    }
    line.behind().put(delivery.offset(), delivery);
    return false;
  }

  /**
   * Takes {@code delivery} out of its line; the one that is first now, if it was another before.
   */
  Optional<Delivery<H>> leave(Delivery<H> delivery) {
    String key = delivery.key();
    Line<H> line = key == null ? null : lines.get(key);
    if (key == null || line == null) {
      return Optional.empty();
    }
    if (line.first() != delivery) {
      line.behind().remove(delivery.offset());
      return Optional.empty();
    }
    if (line.behind().isEmpty()) {
      lines.remove(key);
      return Optional.empty();
    }
    Delivery<H> next = line.behind().pollFirstEntry().getValue();
    lines.put(key, new Line<>(next, line.behind()));
    return Optional.of(next);
  }
}
