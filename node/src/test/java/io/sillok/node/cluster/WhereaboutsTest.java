package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
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
}
