package io.sillok.node.stream.append;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;

/**
 * How events are appended.
 *
 * @param rememberedEvents so many events before the end of a partition are known by their ids
 * @param maxEventBytes of one event, in Avro
 * @param pendingBytes with so much on its way to a partition, more is turned away
 * @param timeout of one append
 * @param mostAhead an event may be so far ahead of this node's clock; empty: as far as it likes
 */
public record AppendSettings(
    long rememberedEvents,
    int maxEventBytes,
    long pendingBytes,
    Duration timeout,
    Optional<Duration> mostAhead) {

  /**
   * @param config {@code sillok.node.streams}
   */
  public static AppendSettings of(Config config) {
    return new AppendSettings(
        config.getLong("remembered-events"),
        Math.toIntExact(config.getBytes("max-event-bytes")),
        config.getBytes("pending-bytes"),
        config.getDuration("append-timeout"),
        config.getString("most-ahead").equals("off")
            ? Optional.empty()
            : Optional.of(config.getDuration("most-ahead")));
  }
}
