package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WhereaboutsTest {

  private static final int TIMES = 3;

  private final ActorTestKit testKit = ActorTestKit.create();

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void every_partition_is_asked_again_and_again_whether_it_answers_or_not()
      throws InterruptedException {
    CountDownLatch[] asked =
        Stream.generate(() -> new CountDownLatch(TIMES)).limit(2).toArray(CountDownLatch[]::new);
    PartitionProbe probe =
        (partition, timeout) -> {
          asked[partition].countDown();
          return partition == 0
              ? CompletableFuture.completedFuture("here")
              : CompletableFuture.failedFuture(new TimeoutException());
        };

    new Whereabouts(probe, asked.length).keep(testKit.system(), Duration.ofMillis(10));

    for (CountDownLatch each : asked) {
      assertThat(each.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nobody_is_asked_any_more_when_the_node_begins_to_stop() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    PartitionProbe probe =
        (partition, timeout) -> {
          asked.incrementAndGet();
          begun.countDown();
          return CompletableFuture.completedFuture("here");
        };
    new Whereabouts(probe, 1).keep(testKit.system(), Duration.ofMillis(10));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    AtomicInteger stopping = new AtomicInteger();
    AtomicInteger later = new AtomicInteger();
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(testKit.system());
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "look-whether-it-ended",
        () ->
            after(Duration.ofMillis(100), () -> stopping.set(asked.get()))
                .thenCompose(
                    unused -> after(Duration.ofMillis(300), () -> later.set(asked.get()))));

    shutdown.runAll(CoordinatedShutdown.unknownReason()).toCompletableFuture().join();

    assertThat(later).hasValue(stopping.get());
  }

  private CompletionStage<Done> after(Duration pause, Runnable look) {
    return Patterns.after(
        pause,
        Adapter.toClassic(testKit.system()),
        () -> {
          look.run();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
  }
}
