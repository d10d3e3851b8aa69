package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a node that starts tells of partitions that do not answer. */
final class AllPartitionsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void partitions_that_lose_a_question_are_asked_again() {
    Set<Integer> asked = ConcurrentHashMap.newKeySet();
    PartitionProbe second =
        (partition, timeout) ->
            asked.add(partition) ? silence() : CompletableFuture.completedFuture("here");

    assertThat(new AllPartitions(second, 32).answer(SOON).toCompletableFuture())
        .succeedsWithin(SOON);
  }

  @Test
  void those_that_stay_silent_are_named() {
    assertFails(Set.of(3, 17), "2 of 32 partitions did not answer within 1 s: 3, 17");
  }

  @Test
  void of_many_the_first_are_named() {
    assertFails(
        IntStream.range(1, 32).boxed().collect(Collectors.toSet()),
        "31 of 32 partitions did not answer within 1 s: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …");
  }

  @Test
  void a_question_that_nobody_ends_does_not_hold_the_start() {
    AllPartitions all = new AllPartitions((partition, timeout) -> new CompletableFuture<>(), 1);
    assertThat(all.answer(TIMEOUT).toCompletableFuture())
        .failsWithin(SOON)
        .withThrowableThat()
        .withMessageContaining("1 of 1 partitions did not answer within 1 s: 0");
  }

  private static void assertFails(Set<Integer> silent, String message) {
    PartitionProbe probe =
        (partition, timeout) ->
            silent.contains(partition) ? silence() : CompletableFuture.completedFuture("here");
    assertThat(new AllPartitions(probe, 32).answer(TIMEOUT).toCompletableFuture())
        .failsWithin(SOON)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(SilentPartitionsException.class)
        .withMessage(message);
  }

  private static CompletionStage<Object> silence() {
    return new CompletableFuture<>()
        .completeOnTimeout("", PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(late -> CompletableFuture.failedFuture(new TimeoutException("no answer")));
  }
}
