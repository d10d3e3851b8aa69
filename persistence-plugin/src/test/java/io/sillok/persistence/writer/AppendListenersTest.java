package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppendListenersTest {

  private static final LogId CART = new LogId("cart", 1);
  private static final LogId SHIP = new LogId("ship", 1);

  private final RecentBlocks recent = new RecentBlocks(1 << 20);
  private final AppendListeners listeners = new AppendListeners(recent, 2);
  private final List<String> heard = new ArrayList<>();

  @Test
  void news_of_another_process_reaches_those_of_its_log_and_those_of_all() {
    listeners.subscribe(CART, noting("cart"));
    listeners.subscribe(SHIP, noting("ship"));
    listeners.subscribe(noting("all"));
    listeners.moved(CART, 7);
    assertThat(heard).containsExactly("cart: cart/1 7", "all: cart/1 7");
  }

  @Test
  void those_of_a_group_hear_of_its_logs() {
    LogId other = new LogId("cart", 0);
    listeners.subscribe(new LogGroup.Named("cart"), noting("named"));
    listeners.subscribe(new LogGroup.Several(Set.of(CART, SHIP)), noting("several"));
    listeners.subscribe(new LogGroup.Single(SHIP), noting("single"));
    listeners.moved(CART, 1);
    listeners.moved(other, 2);
    listeners.moved(SHIP, 3);
    assertThat(heard)
        .containsExactly(
            "several: cart/1 1",
            "named: cart/1 1",
            "named: cart/0 2",
            "several: ship/1 3",
            "single: ship/1 3");
  }

  @Test
  void the_interest_in_a_name_is_in_all_its_partitions() {
    AppendListener.Subscription named =
        listeners.subscribe(new LogGroup.Named("cart"), noting("named"));
    AppendListener.Subscription several =
        listeners.subscribe(new LogGroup.Several(Set.of(SHIP)), noting("several"));
    assertThat(listeners.interest())
        .isEqualTo(new Interest(false, Set.of(new LogId("cart", 0), CART, SHIP)));
    AppendListener.Subscription matching =
        listeners.subscribe(new LogGroup.Matching(name -> true), noting("matching"));
    assertThat(listeners.interest()).isEqualTo(Interest.ALL);
    List.of(named, several, matching).forEach(AppendListener.Subscription::close);
    assertThat(listeners.interest()).isEqualTo(Interest.NONE);
  }

  @Test
  void what_was_heard_of_already_is_not_told_again() {
    listeners.subscribe(CART, noting("cart"));
    listeners.moved(CART, 7);
    listeners.moved(CART, 7);
    listeners.moved(CART, 5);
    listeners.appended(block(CART, 7, event("cart|1", 1)));
    listeners.moved(CART, 8);
    assertThat(listeners.knownHead(CART)).isEqualTo(8);
    assertThat(listeners.knownHead(SHIP)).isZero();
    listeners.moved(CART, 9);
    assertThat(heard).containsExactly("cart: cart/1 7", "cart: cart/1 9");
  }

  @Test
  void a_block_is_in_memory_and_told_to_others_before_listeners_hear_of_it() {
    Block block = block(CART, 0, event("cart|1", 1));
    listeners.exchange(exchange());
    listeners.subscribe(
        CART, appended -> heard.add("in memory: " + recent.read(CART, 0, 1).contains(appended)));
    heard.clear();
    listeners.appended(block);
    assertThat(heard).containsExactly("told: cart/1 1", "in memory: true");
  }

  @Test
  void the_interest_is_what_is_listened_to_and_its_changes_are_told() {
    listeners.exchange(exchange());
    assertThat(listeners.interest().isNone()).isTrue();
    AppendListener.Subscription cart = listeners.subscribe(CART, noting("one"));
    AppendListener.Subscription again = listeners.subscribe(CART, noting("other"));
    assertThat(listeners.interest()).isEqualTo(new Interest(false, Set.of(CART)));
    AppendListener.Subscription all = listeners.subscribe(noting("all"));
    assertThat(listeners.interest()).isEqualTo(Interest.ALL);
    all.close();
    cart.close();
    assertThat(listeners.interest().covers(CART)).isTrue();
    again.close();
    assertThat(listeners.interest()).isEqualTo(Interest.NONE);
    assertThat(heard).hasSize(6).containsOnly("interest");
  }

  @Test
  void a_listener_that_fails_keeps_nobody_else_from_hearing() {
    listeners.subscribe(
        CART,
        block -> {
          throw new IllegalStateException("on purpose");
        });
    listeners.subscribe(CART, block -> heard.add("heard"));
    listeners.appended(block(CART, 0, event("cart|1", 1)));
    assertThat(heard).containsExactly("heard");
  }

  private AppendListener noting(String name) {
    return new AppendListener() {
      @Override
      public void appended(Block block) {}

      @Override
      public void moved(LogId log, long head) {
        heard.add(name + ": " + log + " " + head);
      }
    };
  }

  private HeadExchange exchange() {
    return new HeadExchange() {
      @Override
      public void appended(LogId log, long head) {
        heard.add("told: " + log + " " + head);
      }

      @Override
      public void interestChanged() {
        heard.add("interest");
      }
    };
  }
}
