package io.sillok.node.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class OnDemandTest {

  private static final long PATIENCE_SECONDS = 20;
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final AtomicInteger read = new AtomicInteger();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void nothing_is_taken_that_is_not_asked_for() throws Exception {
    try (OneByOne<Integer> reader =
        OneByOne.of(
            numbers(10).via(new OnDemand<>(OnDemandTest::soon, Optional::of)), KIT.system())) {
      for (int number = 1; number <= 5; number++) {
        assertThat(reader.next()).contains(number);
        assertThat(read).as("at %d", number).hasValueLessThanOrEqualTo(number);
      }
    }
  }

  @Test
  void what_is_not_wanted_is_left_out_and_all_else_keeps_its_order() throws Exception {
    assertThat(
            all(
                numbers(9)
                    .via(
                        new OnDemand<>(
                            OnDemandTest::soon,
                            number -> number % 3 == 0 ? Optional.empty() : Optional.of(number)))))
        .containsExactly(1, 2, 4, 5, 7, 8);
  }

  @Test
  void what_is_prepared_later_comes_in_its_order_and_the_last_is_not_lost() throws Exception {
    assertThat(all(numbers(20).via(new OnDemand<>(OnDemandTest::later, Optional::of))))
        .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  void a_failure_ends_it_as_itself() {
    assertThatThrownBy(() ->
            all(
                numbers(3)
                    .via(
                        new OnDemand<>(
                            OnDemandTest::soon,
                            number -> {
                              throw new IllegalStateException("broken at " + number);
                            }))))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken at 1");
  }

  private Source<Integer, ?> numbers(int count) {
    return Source.range(1, count)
        .map(number -> {
          read.incrementAndGet();
          return number;
        });
  }

  private static CompletionStage<Integer> soon(int number) {
    return CompletableFuture.completedFuture(number);
  }

  private static CompletionStage<Integer> later(int number) {
    return CompletableFuture.supplyAsync(() -> number);
  }

  private static <T> List<T> all(Source<T, ?> source) throws Exception {
    return await(source.runWith(Sink.seq(), KIT.system()));
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
