package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {

  @Property(tries = 500)
  void a_wait_is_between_half_of_what_it_has_grown_to_and_all_of_it(
      @ForAll @LongRange(max = 5_000) long first,
      @ForAll @LongRange(max = 100_000) long more,
      @ForAll @IntRange(min = 1, max = 1_000) int failures,
      @ForAll long seed) {
    long most = first + more;
    Backoff backoff = new Backoff(Duration.ofMillis(first), Duration.ofMillis(most));
    BigInteger grown =
        BigInteger.valueOf(first)
            .shiftLeft(Math.min(failures, 100) - 1)
            .min(BigInteger.valueOf(most));
    long wait = backoff.after(failures, new Random(seed)).toMillis();
    assertThat(wait).isBetween(grown.longValue() - grown.longValue() / 2, grown.longValue());
  }

  @Example
  void waits_double_up_to_the_longest() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));
    Random neverLess =
        new Random() {
          private static final long serialVersionUID = 1L;

          @Override
          public long nextLong(long bound) {
            return 0;
          }
        };
    assertThat(backoff.after(1, neverLess)).hasMillis(100);
    assertThat(backoff.after(2, neverLess)).hasMillis(200);
    assertThat(backoff.after(3, neverLess)).hasMillis(350);
    assertThat(backoff.after(Integer.MAX_VALUE, neverLess)).hasMillis(350);
  }

  @Example
  void a_first_wait_longer_than_the_longest_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("PT1S")
        .withMessageContaining("PT2S");
  }
}
