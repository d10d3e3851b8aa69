package io.sillok.node.stream.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.kept.DeadLetter;
import io.sillok.node.stream.queue.kept.OffsetRange;
import io.sillok.node.stream.queue.kept.ProgressCommand.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final Instant APPENDED = Instant.ofEpochSecond(1000);
  private static final DeliveryRules RULES = new DeliveryRules(Ordering.NONE, 3, 100, 10_000);
  private static final DeliveryRules BY_KEY = new DeliveryRules(Ordering.KEY, 3, 100, 10_000);

  private final KeptInMemory kept = new KeptInMemory(0);
  private Deliveries<String> deliveries = deliveries(RULES);

  private Deliveries<String> deliveries(DeliveryRules rules) {
    return new Deliveries<>(rules, kept.progress(), 1000);
  }

  @Test
  void events_are_handed_out_in_order_and_each_once() {
    read(0, "a", "b", "c");
    assertThat(offsets(take(2, 50))).containsExactly(0L, 1L);
    assertThat(offsets(take(5, 50))).containsExactly(2L);
    assertThat(take(5, 50)).isEmpty();
  }

  @Test
  void what_is_acked_is_settled_once_it_is_recorded() {
    read(0, "a", "b");
    List<Delivery<String>> taken = take(2, 50);
    assertThat(ack(taken.get(0))).isEqualTo(SettleOutcome.DONE);
    assertThat(ack(taken.get(0))).isEqualTo(SettleOutcome.SETTLED);
    assertThat(record()).isEqualTo(Optional.of(report(1)));
    assertThat(kept.progress().next()).isEqualTo(1);
    assertThat(ack(taken.get(0))).isEqualTo(SettleOutcome.SETTLED);
    assertThat(deliveries.held().unsettled()).isEqualTo(1);
  }

  @Test
  void one_thing_is_recorded_at_a_time_and_what_comes_meanwhile_goes_into_the_next() {
    read(0, "a", "b", "c");
    List<Delivery<String>> taken = take(3, 50);
    ack(taken.get(2));
    Report first = deliveries.record().orElseThrow();
    assertThat(first.beyond()).containsExactly(new OffsetRange(2, 3));
    ack(taken.get(0));
    ack(taken.get(1));
    assertThat(deliveries.record()).isEmpty();
    deliveries.recorded(kept.take(first), 0);
    assertThat(deliveries.record()).isEqualTo(Optional.of(report(3)));
  }

  @Test
  void a_lease_that_runs_out_is_an_attempt_and_the_event_comes_again_after_a_delay() {
    read(0, "a");
    long first = take(1, 50).getFirst().lease();
    assertThat(deliveries.nextDue()).hasValue(50);
    deliveries.advance(50);
    assertThat(take(1, 60)).isEmpty();
    assertThat(deliveries.nextDue()).hasValue(150);
    deliveries.advance(150);
    Delivery<String> second = take(1, 250).getFirst();
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(deliveries.nack(0, first, null, "late", 160)).isEqualTo(SettleOutcome.EXPIRED);
    deliveries.advance(250);
    assertThat(deliveries.nextDue()).as("twice the delay").hasValue(450);
  }

  @Test
  void after_the_last_attempt_it_is_a_dead_letter_with_the_reason() {
    read(0, "a", "b");
    nackTwice(0);
    Delivery<String> third = take(1, 5000).getFirst();
    deliveries.nack(0, third.lease(), 0L, "no such product", 2000);
    record();
    assertThat(kept.progress().deadLetters())
        .containsExactly(new DeadLetter(0, 3, "no such product", Instant.ofEpochMilli(2000)));
    assertThat(offsets(take(5, 5000))).containsExactly(1L);
  }

  @Test
  void a_lease_that_runs_out_for_the_last_time_says_so() {
    read(0, "a");
    nackTwice(0);
    take(1, 5000);
    deliveries.advance(5000);
    record();
    assertThat(kept.progress().deadLetters().getFirst().reason())
        .isEqualTo("The lease ran out in attempt 3 of 3");
  }

  @Test
  void a_rejected_event_is_a_dead_letter_at_once() {
    read(0, "a");
    Delivery<String> taken = take(1, 50).getFirst();
    assertThat(deliveries.reject(0, taken.lease(), "never", 10)).isEqualTo(SettleOutcome.DONE);
    record();
    assertThat(kept.progress().deadLetters())
        .containsExactly(new DeadLetter(0, 1, "never", Instant.ofEpochMilli(10)));
  }

  @Test
  void what_was_given_up_is_known_from_then_on_and_until_it_is_replayed() {
    read(0, "a", "b");
    List<Delivery<String>> taken = take(2, 50);
    deliveries.reject(0, taken.get(0).lease(), "never", 10);
    ack(taken.get(1));
    assertThat(deliveries.isGivenUp(0)).as("not recorded").isTrue();
    Report report = deliveries.record().orElseThrow();
    assertThat(deliveries.isGivenUp(0)).as("being recorded").isTrue();
    deliveries.recorded(kept.take(report), 10);
    assertThat(deliveries.isGivenUp(0)).as("recorded").isTrue();
    assertThat(deliveries.isGivenUp(1)).as("acknowledged").isFalse();
    deliveries.changed(kept.replay(0));
    assertThat(deliveries.isGivenUp(0)).as("replayed").isFalse();
  }

  @Test
  void a_nack_may_say_when_and_an_extension_for_how_long() {
    read(0, "a", "b");
    List<Delivery<String>> taken = take(2, 50);
    deliveries.nack(0, taken.get(0).lease(), 700L, "busy", 10);
    assertThat(deliveries.extend(1, taken.get(1).lease(), 900)).isEqualTo(SettleOutcome.DONE);
    deliveries.advance(600);
    assertThat(take(2, 2000)).isEmpty();
    deliveries.advance(710);
    assertThat(offsets(take(2, 2000))).containsExactly(0L);
    assertThat(ack(taken.get(1))).isEqualTo(SettleOutcome.DONE);
  }

  @Test
  void what_is_given_back_was_no_attempt() {
    read(0, "a");
    Delivery<String> taken = take(1, 50).getFirst();
    assertThat(deliveries.giveBack(0, taken.lease())).isEqualTo(SettleOutcome.DONE);
    assertThat(take(1, 50).getFirst().attempts()).isZero();
    assertThat(deliveries.record()).isEmpty();
  }

  @Test
  void an_old_receipt_still_acks_unless_somebody_else_has_the_event() {
    read(0, "a", "b");
    List<Delivery<String>> taken = take(2, 50);
    long first = taken.get(0).lease();
    long second = taken.get(1).lease();
    deliveries.advance(50);
    assertThat(deliveries.ack(0, first)).as("delayed").isEqualTo(SettleOutcome.DONE);
    deliveries.advance(150);
    take(1, 500);
    assertThat(deliveries.ack(1, second)).as("leased anew").isEqualTo(SettleOutcome.EXPIRED);
  }

  @Test
  void after_a_restart_an_old_receipt_acks_even_what_was_not_read_again() {
    read(0, "a", "b", "c");
    long lease = take(3, 50).get(1).lease();
    deliveries = deliveries(RULES);
    assertThat(deliveries.nack(1, lease, null, "?", 0)).isEqualTo(SettleOutcome.EXPIRED);
    assertThat(deliveries.ack(1, lease)).isEqualTo(SettleOutcome.DONE);
    assertThat(deliveries.ack(1, lease)).isEqualTo(SettleOutcome.SETTLED);
    read(0, "a", "b", "c");
    assertThat(offsets(take(5, 50))).containsExactly(0L, 2L);
    record();
    assertThat(kept.progress().isSettled(1)).isTrue();
  }

  @Test
  void attempts_and_delays_outlast_a_restart() {
    read(0, "a");
    deliveries.nack(0, take(1, 50).getFirst().lease(), 400L, "busy", 0);
    record();
    deliveries = deliveries(RULES);
    read(0, "a");
    assertThat(take(1, 1000)).isEmpty();
    deliveries.advance(400);
    assertThat(take(1, 1000).getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void only_one_event_of_a_key_is_out_and_a_nack_holds_back_its_key_only() {
    deliveries = deliveries(BY_KEY);
    read(0, "a", "a", "b", "a");
    List<Delivery<String>> taken = take(9, 50);
    assertThat(offsets(taken)).containsExactly(0L, 2L);
    deliveries.nack(0, taken.get(0).lease(), 100L, "busy", 0);
    ack(taken.get(1));
    record();
    assertThat(take(9, 50)).isEmpty();
    deliveries.advance(100);
    assertThat(offsets(take(9, 500))).containsExactly(0L);
    assertThat(deliveries.held().delayed()).isEqualTo(2);
  }

  @Test
  void the_next_of_a_key_goes_on_only_when_the_one_before_is_settled_durably() {
    deliveries = deliveries(BY_KEY);
    read(0, "a", "a");
    ack(take(9, 50).getFirst());
    Report report = deliveries.record().orElseThrow();
    assertThat(take(9, 50)).isEmpty();
    deliveries.recorded(kept.take(report), 0);
    assertThat(offsets(take(9, 50))).containsExactly(1L);
  }

  @Test
  void a_dead_letter_lets_its_key_go_on() {
    deliveries = deliveries(BY_KEY);
    read(0, "a", "a");
    deliveries.reject(0, take(1, 50).getFirst().lease(), "never", 0);
    record();
    assertThat(offsets(take(1, 50))).containsExactly(1L);
  }

  @Test
  void a_replayed_dead_letter_is_not_settled_by_what_stands_around_it() {
    read(0, "a", "b", "c");
    List<Delivery<String>> taken = take(3, 50);
    deliveries.reject(1, taken.get(1).lease(), "never", 0);
    record();
    deliveries.changed(kept.replay(1));
    deliveries.await(1);
    ack(taken.get(0));
    ack(taken.get(2));
    record();
    assertThat(kept.progress().isSettled(1)).isFalse();
    add(1, "b");
    Delivery<String> again = take(1, 500).getFirst();
    assertThat(again.attempts()).isZero();
    ack(again);
    record();
    assertThat(kept.progress().next()).isEqualTo(3);
  }

  @Test
  void what_no_worker_hears_of_is_recorded_when_it_has_come_to_something() {
    deliveries.readTo(999);
    assertThat(deliveries.record()).isEmpty();
    deliveries.readTo(1500);
    assertThat(deliveries.record()).isEqualTo(Optional.of(report(1500)));
  }

  @Test
  void an_event_that_cannot_be_read_is_a_dead_letter_without_an_attempt() {
    deliveries.giveUp(0, APPENDED, "The event cannot be read", 5);
    deliveries.readTo(1);
    record();
    assertThat(kept.progress().deadLetters())
        .containsExactly(new DeadLetter(0, 0, "The event cannot be read", Instant.ofEpochMilli(5)));
  }

  @Test
  void those_who_hold_leases_hear_when_these_end() {
    read(0, "a", "b");
    deliveries.take(1, 50, "worker-1");
    Delivery<String> second = deliveries.take(1, 70, "worker-2").getFirst();
    assertThat(deliveries.takeEnded()).isEmpty();
    deliveries.advance(50);
    ack(second);
    assertThat(deliveries.takeEnded())
        .extracting(Deliveries.EndedLease::holder)
        .containsExactly("worker-1", "worker-2");
    assertThat(deliveries.takeEnded()).isEmpty();
  }

  @Test
  void reading_stops_when_enough_is_ready_or_here() {
    read(0, "a", "b");
    assertThat(deliveries.isFull(new Bounds(3, 3, 1000))).isFalse();
    assertThat(deliveries.isFull(new Bounds(2, 3, 1000))).isTrue();
    take(1, 50);
    assertThat(deliveries.isFull(new Bounds(2, 3, 1000))).isFalse();
    assertThat(deliveries.isFull(new Bounds(2, 2, 1000))).isTrue();
    assertThat(deliveries.isFull(new Bounds(2, 3, 10))).isTrue();
    assertThat(deliveries.held()).isEqualTo(new Held(1, 1, 0, 2, 10, Optional.of(APPENDED)));
  }

  @Test
  void delays_double_up_to_a_bound() {
    assertThat(RULES.delayAfter(1)).isEqualTo(100);
    assertThat(RULES.delayAfter(2)).isEqualTo(200);
    assertThat(RULES.delayAfter(7)).isEqualTo(6400);
    assertThat(RULES.delayAfter(8)).isEqualTo(10_000);
    assertThat(RULES.delayAfter(1000)).isEqualTo(10_000);
    assertThat(new DeliveryRules(Ordering.NONE, 3, 0, 10_000).delayAfter(5)).isZero();
  }

  private void nackTwice(long offset) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      deliveries.nack(offset, take(1, 5000).getFirst().lease(), 0L, "busy", 1000);
    }
  }

  /** Events with these keys, from {@code first} on. */
  private void read(long first, String... keys) {
    for (int index = 0; index < keys.length; index++) {
      add(first + index, keys[index]);
    }
    deliveries.readTo(first + keys.length);
  }

  private void add(long offset, String key) {
    deliveries.add(offset, key, new Rendering(new byte[5], 7), APPENDED, 0);
  }

  private List<Delivery<String>> take(int max, long until) {
    return deliveries.take(max, until, null);
  }

  private SettleOutcome ack(Delivery<String> taken) {
    return deliveries.ack(taken.offset(), taken.lease());
  }

  private Optional<Report> record() {
    Optional<Report> report = deliveries.record();
    report.ifPresent(happened -> deliveries.recorded(kept.take(happened), 0));
    return report;
  }

  private static Report report(long next) {
    return new Report(next, List.of(), List.of(), List.of(), List.of());
  }

  private static List<Long> offsets(List<Delivery<String>> taken) {
    return taken.stream().map(Delivery::offset).toList();
  }
}
