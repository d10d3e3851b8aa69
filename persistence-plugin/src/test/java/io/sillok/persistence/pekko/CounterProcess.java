package io.sillok.persistence.pekko;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/**
 * Counts without end in a process of its own, and prints {@code ACK id value} for what was
 * acknowledged, {@code STOPPED id} for a counter that has stopped, and the errors that it logs.
 */
final class CounterProcess {

  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(3);

  private CounterProcess() {}

  /** The persistence ids of {@code count} counters. */
  static List<String> ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "counter|%08x".formatted(number * 0x9E3779B9))
        .toList();
  }

  /**
   * @param arguments the settings, and how many counters
   */
  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Node node = Node.start(java.nio.file.Path.of("unused"), arguments[0]);
    for (String id : ids(Integer.parseInt(arguments[1]))) {
      ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(id));
      Thread loop = Thread.ofVirtual().start(() -> count(node, id, counter));
      node.kit.spawn(
          onStop(
              counter,
              () -> {
                System.out.println("STOPPED " + id);
                loop.interrupt();
              }));
    }
  }

  private static Behavior<Void> onStop(ActorRef<?> actor, Runnable action) {
    return Behaviors.setup(context -> {
      context.watch(actor);
      return Behaviors.receive(Void.class)
          .onSignal(
              Terminated.class,
              stopped -> {
                action.run();
                return Behaviors.stopped();
              })
          .build();
    });
  }

  private static void count(Node node, String id, ActorRef<Counter.Command> counter) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Counter.Count count =
            AskPattern.<Counter.Command, Counter.Count>ask(
                    counter,
                    replyTo -> new Counter.Add(1, replyTo),
                    ASK_TIMEOUT,
                    node.system().scheduler())
                .toCompletableFuture()
                .join();
        System.out.println("ACK %s %d".formatted(id, count.value()));
      } catch (CompletionException e) {
        System.out.println("UNANSWERED " + id);
      }
    }
  }
}
