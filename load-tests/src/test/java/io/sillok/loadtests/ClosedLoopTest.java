package io.sillok.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void operations_are_counted_and_not_steps() throws Exception {
    Sample sample = measure(1, SHORT, SHORT, () -> sleepFor(1, 10));

    assertThat(sample.operations()).isPositive().isEqualTo(sample.operations() / 10 * 10);
    assertThat(sample.p50Millis()).isGreaterThanOrEqualTo(1);
    assertThat(sample.extras()).containsKeys("client µs each", "server µs each");
  }

  @Test
  void each_client_is_closed() throws Exception {
    measure(3, SHORT, SHORT, () -> sleepFor(1, 1));

    assertThat(closed).hasValue(3);
  }

  @Test
  void a_sample_is_over_when_there_is_nothing_more_to_do() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);

    Sample sample =
        measure(
            2,
            SHORT,
            LONG,
            () -> System.nanoTime() < end ? sleepFor(1, 1) : ClosedLoop.Client.ENDED);

    assertThat(sample.operations()).isPositive();
    assertThat(sample.rate()).isGreaterThan(sample.operations() / 60.0);
  }

  @Test
  void too_little_to_do_is_told() {
    AtomicInteger left = new AtomicInteger(5);

    assertThatThrownBy(() ->
            measure(
                1,
                LONG,
                LONG,
                () -> left.getAndDecrement() > 0 ? sleepFor(1, 1) : ClosedLoop.Client.ENDED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within the warm-up");
  }

  @Test
  void a_step_that_fails_ends_the_sample() {
    assertThatThrownBy(() ->
            measure(
                2,
                LONG,
                LONG,
                () -> {
                  throw new IOException("refused");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("A step failed: refused");
    assertThat(closed).hasValue(2);
  }

  private static int sleepFor(long millis, int operations) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
    return operations;
  }

  private interface Step {
    int run() throws Exception;
  }

  private Sample measure(int clients, Duration warmUp, Duration measured, Step step)
      throws IOException, InterruptedException {
    return ClosedLoop.measure(
        clients,
        number ->
            new ClosedLoop.Client() {
              @Override
              public int step() throws Exception {
                return step.run();
              }

              @Override
              public void close() {
                closed.incrementAndGet();
              }
            },
        warmUp,
        measured,
        new Usage(List.of(ProcessHandle.current().pid())));
  }
}
