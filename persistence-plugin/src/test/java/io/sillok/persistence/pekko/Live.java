package io.sillok.persistence.pekko;

import io.sillok.persistence.pekko.Counter.Add;
import io.sillok.persistence.pekko.Counter.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;

/** Writes events one by one, and reads live queries item by item. */
final class Live {

  private Live() {}

  /** Has {@code persistenceId} on {@code node} persist so many events, each once it may. */
  static void write(Node node, String persistenceId, int events) {
    TestProbe<Count> probe = node.kit.createTestProbe();
    ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(persistenceId));
    for (int event = 0; event < events; event++) {
      counter.tell(new Add(1, probe.getRef()));
      probe.receiveMessage(Node.PATIENCE);
    }
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
  }

  static <T> SinkQueueWithCancel<T> run(Node node, Source<T, NotUsed> source) {
    return source.runWith(Sink.queue(), node.system());
  }

  static <T> List<T> next(SinkQueueWithCancel<T> queue, int count) {
    List<T> items = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      items.add(next(queue));
    }
    return items;
  }

  static <T> T next(SinkQueueWithCancel<T> queue) {
    try {
      return queue
          .pull()
          .toCompletableFuture()
          .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .orElseThrow();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Nothing was seen", e);
    }
  }
}
