package io.sillok.persistence.pekko.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.Interest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NewHeadsTest {

  private static final LogId CART = new LogId("cart", 1);
  private static final LogId SHIP = new LogId("ship", 1);

  private final NewHeads heads = new NewHeads();

  @Test
  void of_a_log_the_latest_head_is_taken_once_however_often_it_moved() {
    heads.want(Interest.ALL);
    for (long head = 1; head <= 1000; head++) {
      heads.moved(CART, head);
    }
    heads.moved(SHIP, 5);
    assertThat(heads.take()).isEqualTo(Map.of(CART, 1000L, SHIP, 5L));
    assertThat(heads.take()).isEmpty();
  }

  @Test
  void one_asks_for_a_taking_until_it_is_taken() {
    heads.want(Interest.ALL);
    assertThat(heads.moved(CART, 1)).isTrue();
    assertThat(heads.moved(CART, 2)).isFalse();
    assertThat(heads.moved(SHIP, 1)).isFalse();
    heads.take();
    assertThat(heads.moved(CART, 3)).isTrue();
  }

  @Test
  void a_head_that_comes_late_does_not_go_back() {
    heads.want(Interest.ALL);
    heads.moved(CART, 9);
    heads.moved(CART, 7);
    assertThat(heads.take()).isEqualTo(Map.of(CART, 9L));
  }

  @Test
  void what_nobody_wants_asks_for_nothing_and_is_answered_to_who_wants_it_later() {
    heads.want(new Interest(false, Set.of(SHIP)));
    assertThat(heads.moved(CART, 4)).isFalse();
    assertThat(heads.take()).isEmpty();
    assertThat(heads.of(new Interest(false, Set.of(CART, SHIP)))).isEqualTo(Map.of(CART, 4L));
    assertThat(heads.of(Interest.ALL)).isEqualTo(Map.of(CART, 4L));
    assertThat(heads.of(Interest.NONE)).isEmpty();
  }

  @Test
  void no_last_head_is_lost_between_threads() throws Exception {
    int logs = 4;
    int rounds = 20_000;
    heads.want(Interest.ALL);
    Map<LogId, Long> told = new ConcurrentHashMap<>();
    AtomicInteger takings = new AtomicInteger();
    try (ExecutorService taker = Executors.newSingleThreadExecutor();
        ExecutorService writers = Executors.newFixedThreadPool(logs)) {
      for (int partition = 0; partition < logs; partition++) {
        LogId log = new LogId("cart", partition);
        writers.execute(() -> {
          for (long head = 1; head <= rounds; head++) {
            if (heads.moved(log, head)) {
              taker.execute(() -> {
                takings.incrementAndGet();
                told.putAll(heads.take());
              });
            }
          }
        });
      }
      writers.shutdown();
      assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      taker.shutdown();
      assertThat(taker.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(told).hasSize(logs).allSatisfy((log, head) -> assertThat(head).isEqualTo(rounds));
    assertThat(takings.get()).isBetween(1, logs * rounds);
  }
}
