package io.sillok.loadtests.reading;

import io.sillok.loadtests.server.Target;
import java.io.IOException;

/** A way to read a stream from its first event on. */
public interface Reading {

  /** Lines of JSON over HTTP, which end by themselves. */
  String LINES = "application/x-ndjson";

  /** Server-sent events over HTTP, which do not. */
  String SERVER_SENT = "text/event-stream";

  /** Kafka's consumer. */
  String KAFKA = "kafka";

  /** Takes an event's JSON. */
  interface Taker {

    /**
     * @param buffer holds the JSON from {@code from} to before {@code to}, until this returns
     */
    void take(byte[] buffer, int from, int to);
  }

  /** The way called {@code name}: one of the above. */
  static Reading of(String name, Target target) {
    return name.equals(KAFKA)
        ? new KafkaReading(target.port())
        : new NodeReading(target.port(), name);
  }

  /** The way to read {@code target} that comes to an end where the stream does. */
  static Reading toEnd(Target target) {
    return of(
        switch (target.kind()) {
          case SILLOK -> LINES;
          case KAFKA -> KAFKA;
        },
        target);
  }

  /**
   * Reads {@code stream} from the start on a connection of its own.
   *
   * @param events how many there are
   * @throws IOException if another number came
   */
  void read(String stream, long events, Taker taker) throws IOException;
}
