package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sillok.node.cluster.AllPartitions;
import io.sillok.node.cluster.PartitionProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a start that failed tells who started it. */
final class StartFailuresTest {

  private static final NodeConfig CONFIG = NodeConfig.at(Path.of("data"));

  @Test
  void partitions_that_do_not_answer_are_named() {
    PartitionProbe nobody = (partition, timeout) -> new CompletableFuture<>();
    Throwable failure =
        catchThrowable(
            new AllPartitions(nobody, 2).answer(Duration.ofSeconds(1)).toCompletableFuture()::join);

    StartException told = StartFailures.of(failure, CONFIG);

    assertThat(told.code()).isEqualTo("start-timeout");
    assertThat(told).hasMessageStartingWith("2 of 2 partitions did not answer within 1 s: 0, 1; ");
  }

  @Test
  void something_else_that_takes_too_long_is_not_taken_for_partitions() {
    StartException told = StartFailures.of(new TimeoutException(), CONFIG);

    assertThat(told.code()).isEqualTo("start-timeout");
    assertThat(told)
        .hasMessageContaining("sillok.node.start-timeout")
        .hasMessageNotContaining("partitions");
  }
}
