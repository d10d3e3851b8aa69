package io.sillok.loadtests.append;

import io.sillok.loadtests.server.Target;
import java.io.IOException;

/** One connection on which events are appended, a batch behind the other. */
public interface Appending extends AutoCloseable {

  /** Connects to {@code target}; events go to {@code stream}, which is there. */
  static Appending open(Target target, String stream) throws IOException {
    return switch (target.kind()) {
      case SILLOK -> new NodeAppending(target.port(), stream);
      case KAFKA -> new KafkaAppending(target.port(), stream);
    };
  }

  /**
   * Appends the events with these numbers together and returns when all are acknowledged.
   *
   * @throws IOException if any is not
   */
  void append(long[] numbers) throws IOException;

  @Override
  void close() throws IOException;
}
