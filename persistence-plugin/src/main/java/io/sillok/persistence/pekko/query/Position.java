package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.persistence.query.NoOffset$;
import org.apache.pekko.persistence.query.Offset;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How far a query over many logs has come: for each log, the offset that it reads next. A query
 * that begins with the position of an event goes on exactly behind that event.
 */
public final class Position extends Offset {

  private static final Position START = new Position(HashMap$.MODULE$.empty());

  /** Shares what it can with the positions before and after it, for there is one an event. */
  private final HashMap<LogId, Long> offsets;

  private Position(HashMap<LogId, Long> offsets) {
    this.offsets = offsets;
  }

  /** Before the first event of every log. */
  public static Position start() {
    return START;
  }

  /** The position that reads {@code offsets} next, and all other logs from their start. */
  public static Position of(Map<LogId, Long> offsets) {
    Position position = START;
    for (Map.Entry<LogId, Long> entry : offsets.entrySet()) {
      position = position.with(entry.getKey(), entry.getValue());
    }
    return position;
  }

  /**
   * What a query begins with.
   *
   * @throws IllegalArgumentException when {@code offset} is of another type
   */
  public static Position from(Offset offset) {
    if (offset instanceof Position position) {
      return position;
    }
    if (offset instanceof NoOffset$) {
      return START;
    }
    throw new IllegalArgumentException(
        "A query over many logs begins with NoOffset or with the Position of an earlier event, but"
            + " not with %s %s".formatted(offset.getClass().getSimpleName(), offset));
  }

  /** The offset that is read next in {@code log}, from 0. */
  public long next(LogId log) {
    return offsets.contains(log) ? offsets.apply(log) : 0;
  }

  /** This position, but reading {@code log} from {@code next} on. */
  public Position with(LogId log, long next) {
    if (next < 0) {
      throw new IllegalArgumentException(
          "The next offset of log %s must be at least 0, but is %d".formatted(log, next));
    }
    return new Position(next == 0 ? offsets.removed(log) : offsets.updated(log, next));
  }

  /** The logs that are not read from their start, and what is read next there. */
  public Map<LogId, Long> offsets() {
    return Map.copyOf(CollectionConverters.asJava(offsets));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position that && offsets.equals(that.offsets);
  }

  @Override
  public int hashCode() {
    return offsets.hashCode();
  }

  /** For people, such as {@code cart/3@17,cart/4@2}. */
  @Override
  public String toString() {
    Map<String, Long> sorted = new TreeMap<>();
    offsets().forEach((log, next) -> sorted.put(log.toString(), next));
    return sorted.entrySet().stream()
        .map(entry -> entry.getKey() + "@" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
