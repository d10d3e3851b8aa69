package io.sillok.loadtests.queue;

import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.server.Target;
import java.io.IOException;

/** One worker of a queue. */
interface Receiving extends AutoCloseable {

  /** Connects a worker, which receives up to {@code max} events at once. */
  static Receiving open(Target target, String stream, String queue, int max) throws IOException {
    return switch (target.kind()) {
      case SILLOK -> new NodeReceiving(target.port(), stream, queue, max);
      case KAFKA -> new ShareReceiving(target.port(), stream, queue, max);
    };
  }

  /**
   * Receives events, acknowledges them, and returns how many when that is done; 0 if none came for
   * a while.
   *
   * @param seen is told of each
   * @throws IOException if any acknowledgement was not taken
   */
  int receive(Occurrences seen) throws IOException;

  @Override
  void close() throws IOException;
}
