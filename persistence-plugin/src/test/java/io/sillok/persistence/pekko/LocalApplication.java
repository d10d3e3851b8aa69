package io.sillok.persistence.pekko;

import java.nio.file.Path;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;

/** Writes and reads live in one process; says on standard output how much was seen. */
final class LocalApplication {

  private LocalApplication() {}

  public static void main(String[] arguments) {
    try (Node node = Node.start(Path.of(arguments[0]))) {
      SinkQueueWithCancel<EventEnvelope> entity =
          Live.run(node, node.query().eventsByPersistenceId("cart|1", 1, Long.MAX_VALUE));
      Live.write(node, "cart|1", 5);
      System.out.println("seen " + Live.next(entity, 5).size());
    }
  }
}
