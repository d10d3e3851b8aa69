package io.sillok.node.stream.time;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.writer.LogWriters;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * What the event times of partitions work with.
 *
 * @param toFirst tells something to partition 0 of a log
 */
record TimeParts(
    LogStore store,
    LogWriters writers,
    Advances advances,
    Clocks clocks,
    TimeSettings settings,
    InstantSource clock,
    BiConsumer<String, TimeMessage> toFirst) {

  void tellFirst(String log, TimeMessage message) {
    toFirst.accept(log, message);
  }
}
