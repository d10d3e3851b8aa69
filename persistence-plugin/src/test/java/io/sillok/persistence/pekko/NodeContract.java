package io.sillok.persistence.pekko;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin must do on any store: one node for all tests of a class, on a fresh store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodeContract {

  private @Nullable Node node;
  private Path place = Path.of("");

  /**
   * Starts a node on the store of this class; what was written stays when it is started again.
   *
   * @param directory is this class's own
   * @param settings go before the store's
   */
  protected abstract Node start(Path directory, String settings);

  /** Settings that the tests of this class need. */
  protected String settings() {
    return "sillok.persistence.partitions = 4";
  }

  @BeforeAll
  void startNode(@TempDir Path directory) {
    place = directory;
    node = start(place, settings());
  }

  @AfterAll
  void stopNode() {
    node().close();
  }

  /** Stops the node and starts another on the same store. */
  protected final void restart() {
    stopNode();
    node = start(place, settings());
  }

  protected final Node node() {
    if (node == null) {
      throw new IllegalStateException("The node is not started");
    }
    return node;
  }

  /** Has a {@link Counter} persist {@code events} events together, and stop. */
  protected final void add(String persistenceId, int events) {
    add(Counter.of(persistenceId), events);
  }

  protected final void add(Behavior<Counter.Command> counts, int events) {
    TestProbe<Counter.Count> probe = node().kit.createTestProbe();
    ActorRef<Counter.Command> counter = node().kit.spawn(counts);
    counter.tell(new Counter.Add(events, probe.getRef()));
    probe.receiveMessage(Node.PATIENCE);
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
  }

  protected final <T> SinkQueueWithCancel<T> run(Source<T, NotUsed> source) {
    return source.runWith(Sink.queue(), node().system());
  }

  protected static <T> T next(SinkQueueWithCancel<T> queue) throws Exception {
    return queue
        .pull()
        .toCompletableFuture()
        .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .orElseThrow();
  }

  /** All that {@code source} emits before it ends. */
  protected final <T> List<T> all(Source<T, NotUsed> source) throws Exception {
    return source
        .runWith(Sink.seq(), node().system())
        .toCompletableFuture()
        .get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
