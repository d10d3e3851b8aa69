package io.sillok.loadtests.consume;

import io.sillok.loadtests.event.Tally;
import io.sillok.loadtests.target.Target;
import java.io.IOException;

/** A way to read a stream from its first event on. */
interface Reading {

  /** What Kafka's consumer is called among the ways to read. */
  String KAFKA = "kafka";

  /** The way called {@code name}: a media type of HTTP, or {@link #KAFKA}. */
  static Reading of(String name, Target target) {
    return name.equals(KAFKA)
        ? new KafkaReading(target.port())
        : new NodeReading(target.port(), name);
  }

  /**
   * Reads all {@code events} of {@code stream} on a connection of its own.
   *
   * @param first is told when the first event is there
   */
  Tally read(String stream, long events, Runnable first) throws IOException;
}
