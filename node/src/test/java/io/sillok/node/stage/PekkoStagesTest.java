package io.sillok.node.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PekkoStagesTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ActorTestKit testKit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load("application-test")));
  private final ManualTime time = ManualTime.get(testKit.system());
  private final CompletableFuture<String> work = new CompletableFuture<>();
  private final CompletableFuture<String> answer =
      PekkoStages.within(testKit.system(), work, TIMEOUT).toCompletableFuture();

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void what_has_not_ended_in_time_fails() {
    time.timePasses(TIMEOUT.minusSeconds(1));
    assertThat(answer).isNotDone();

    time.timePasses(Duration.ofSeconds(1));

    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void what_ends_in_time_is_told_at_once() {
    time.timePasses(TIMEOUT.minusSeconds(1));
    work.complete("done");

    assertThat(answer).isCompletedWithValue("done");
  }

  @Test
  void a_failure_is_told_as_it_is() {
    work.completeExceptionally(new IllegalStateException("defect"));

    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
