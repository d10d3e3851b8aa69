package io.sillok.node.stream.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.kept.DeadLetter;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressCommand.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a queue in a world of chance, and beside it what must be true of each event, known
 * from what workers asked for and were told.
 */
final class DeliveriesModel {

  private static final int EVENTS = 60;
  private static final int ATTEMPTS = 3;
  private static final int KEYS = 4;

  private final Random random;
  private final DeliveryRules rules;
  private final KeptInMemory kept;
  private final List<Kind> log = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final Map<Long, Long> out = new HashMap<>();
  private final Set<Long> acked = new HashSet<>();
  private final Set<Long> discarded = new HashSet<>();
  private final Set<Long> replayed = new HashSet<>();
  private final Set<Long> toReadAgain = new TreeSet<>();
  private Deliveries<String> deliveries;
  private @Nullable Report underWay;
  private final long start;
  private long next;
  private long now;
  private long handedOut;

  /** What stands at an offset of the log. */
  private enum Kind {
    /** An event of the stream that workers want. */
    WANTED,
    /** One that the filter leaves out. */
    UNWANTED,
    /** One that cannot be read. */
    BROKEN,
    /** Nothing of the stream. */
    FOREIGN
  }

  /** What a worker has in its hand, and may use at any time. */
  private record Receipt(long offset, long lease) {}

  DeliveriesModel(long seed, Ordering ordering) {
    random = new Random(seed);
    rules = new DeliveryRules(ordering, ATTEMPTS, 20, 200);
    for (int offset = 0; offset < EVENTS; offset++) {
      int chance = random.nextInt(10);
      log.add(chance < 7 ? Kind.WANTED : Kind.values()[1 + chance % 3]);
    }
    kept = new KeptInMemory(random.nextInt(3));
    start = kept.progress().next();
    next = start;
    deliveries = open();
  }

  private Deliveries<String> open() {
    return new Deliveries<>(rules, kept.progress(), random.nextLong());
  }

  private static String key(long offset) {
    return "k" + offset % KEYS;
  }

  long handedOut() {
    return handedOut;
  }

  void step() {
    now += random.nextInt(4);
    deliveries.advance(now);
    out.values().removeIf(until -> until <= now);
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> read(1 + random.nextInt(6));
      case 3, 4, 5, 6 -> take(1 + random.nextInt(4));
      case 7, 8, 9 -> ack(receipt());
      case 10, 11 -> nack(receipt());
      case 12 -> reject(receipt());
      case 13 -> extend(receipt());
      case 14 -> giveBack(receipt());
      case 15, 16 -> beginRecord();
      case 17 -> endRecord();
      case 18 -> changeDeadLetters();
      default -> {
        if (random.nextInt(8) == 0) {
          crash();
        } else {
          now += random.nextInt(60);
        }
      }
    }
  }

  private void read(int limit) {
    for (long offset : List.copyOf(toReadAgain)) {
      toReadAgain.remove(offset);
      arrive(offset);
    }
    long end = Math.min(EVENTS, next + limit);
    for (long offset = next; offset < end; offset++) {
      arrive(offset);
    }
    next = end;
    deliveries.readTo(next);
  }

  private void arrive(long offset) {
    switch (log.get((int) offset)) {
      case WANTED ->
          deliveries.add(offset, key(offset), new Rendering(new byte[1], 7), Instant.EPOCH, now);
      case UNWANTED -> deliveries.pass(offset);
      case BROKEN -> deliveries.giveUp(offset, Instant.EPOCH, "broken", now);
      case FOREIGN -> {}
    }
  }

  private void take(int max) {
    long until = now + 1 + random.nextInt(40);
    for (Delivery<String> taken : deliveries.take(max, until, "worker")) {
      long offset = taken.offset();
      handedOut++;
      assertThat(log.get((int) offset)).isEqualTo(Kind.WANTED);
      assertThat(out).as("events in the hands of workers").doesNotContainKey(offset);
      assertThat(acked).as("acknowledged events").doesNotContain(offset);
      assertThat(kept.progress().isSettled(offset)).as("settled").isFalse();
      assertThat(taken.attempts()).as("attempts before").isLessThan(ATTEMPTS);
      checkOrder(offset);
      out.put(offset, until);
      receipts.add(new Receipt(offset, taken.lease()));
    }
  }

  /** All of its key before it are done with, and none of them is out. */
  private void checkOrder(long offset) {
    if (rules.ordered() != Ordering.KEY) {
      return;
    }
    for (long other = start; other < EVENTS; other++) {
      if (other != offset
          && log.get((int) other) == Kind.WANTED
          && key(other).equals(key(offset))) {
        assertThat(out).as("out with %d", offset).doesNotContainKey(other);
        if (other < offset && !replayed.contains(other)) {
          assertThat(kept.progress().isSettled(other)).as("%d before %d", other, offset).isTrue();
        }
      }
    }
  }

  private @Nullable Receipt receipt() {
    return receipts.isEmpty() ? null : receipts.get(random.nextInt(receipts.size()));
  }

  private void ack(@Nullable Receipt receipt) {
    if (receipt != null
        && deliveries.ack(receipt.offset(), receipt.lease()) == SettleOutcome.DONE) {
      assertThat(acked.add(receipt.offset())).as("acked once").isTrue();
      out.remove(receipt.offset());
    }
  }

  private void nack(@Nullable Receipt receipt) {
    if (receipt == null) {
      return;
    }
    Long delay = random.nextBoolean() ? null : (long) random.nextInt(50);
    boolean held = isHeld(receipt);
    SettleOutcome outcome =
        deliveries.nack(receipt.offset(), receipt.lease(), delay, "nacked", now);
    if (outcome == SettleOutcome.DONE) {
      assertThat(held).as("only who holds an event nacks it").isTrue();
      out.remove(receipt.offset());
    }
  }

  private boolean isHeld(Receipt receipt) {
    return out.containsKey(receipt.offset())
        && receipts.lastIndexOf(receipt)
            == receipts.stream()
                .filter(each -> each.offset() == receipt.offset())
                .mapToInt(receipts::lastIndexOf)
                .max()
                .orElse(-1);
  }

  private void reject(@Nullable Receipt receipt) {
    if (receipt != null
        && deliveries.reject(receipt.offset(), receipt.lease(), "rejected", now)
            == SettleOutcome.DONE) {
      out.remove(receipt.offset());
    }
  }

  private void extend(@Nullable Receipt receipt) {
    long until = now + 1 + random.nextInt(100);
    if (receipt != null
        && deliveries.extend(receipt.offset(), receipt.lease(), until) == SettleOutcome.DONE) {
      out.put(receipt.offset(), until);
    }
  }

  private void giveBack(@Nullable Receipt receipt) {
    if (receipt != null
        && deliveries.giveBack(receipt.offset(), receipt.lease()) == SettleOutcome.DONE) {
      out.remove(receipt.offset());
    }
  }

  private void beginRecord() {
    if (underWay == null) {
      underWay = deliveries.record().orElse(null);
    } else {
      assertThat(deliveries.record()).isEmpty();
    }
  }

  private void endRecord() {
    Report report = underWay;
    underWay = null;
    if (report != null) {
      deliveries.recorded(kept.take(report), now);
    }
  }

  private void changeDeadLetters() {
    List<DeadLetter> letters = kept.progress().deadLetters();
    if (underWay != null || letters.isEmpty()) {
      return;
    }
    long offset = letters.get(random.nextInt(letters.size())).offset();
    if (random.nextInt(3) == 0) {
      deliveries.changed(kept.take(new ProgressCommand.Discard(List.of(offset))));
      discarded.add(offset);
      return;
    }
    deliveries.changed(kept.replay(offset));
    replayed.add(offset);
    if (offset < next) {
      deliveries.await(offset);
      toReadAgain.add(offset);
    }
  }

  /** What was not recorded is forgotten; what was on its way may stand or not. */
  private void crash() {
    Report report = underWay;
    underWay = null;
    if (report != null && random.nextBoolean()) {
      kept.take(report);
    }
    Progress progress = kept.progress();
    acked.removeIf(offset -> !progress.isSettled(offset));
    out.clear();
    deliveries = open();
    next = progress.next();
    toReadAgain.clear();
    toReadAgain.addAll(progress.replayed());
  }

  /** What must hold at any time. */
  void check() {
    Progress progress = kept.progress();
    for (long offset = 0; offset < EVENTS; offset++) {
      boolean dead = progress.deadLetter(offset).isPresent();
      if (dead) {
        assertThat(progress.isSettled(offset)).as("dead %d is settled", offset).isTrue();
      }
      boolean known = acked.contains(offset) || dead || discarded.contains(offset);
      if (log.get((int) offset) == Kind.WANTED && offset >= start) {
        if (progress.isSettled(offset)) {
          assertThat(known).as("%d is settled for a reason", offset).isTrue();
        }
        assertThat(out.containsKey(offset) && progress.isSettled(offset))
            .as("%d is out and settled", offset)
            .isFalse();
      }
    }
    Held held = deliveries.held();
    assertThat(held.leased()).as("leases").isEqualTo(out.size());
    assertThat(held.ready() + held.leased() + held.delayed()).isLessThanOrEqualTo(held.unsettled());
  }

  /** The world calms down: all is read, and every worker acknowledges what it gets. */
  void finish() {
    for (int round = 0; round < EVENTS * 2 * ATTEMPTS; round++) {
      now += 300;
      deliveries.advance(now);
      out.values().removeIf(until -> until <= now);
      endRecord();
      read(EVENTS);
      take(EVENTS);
      for (long offset : List.copyOf(out.keySet())) {
        receipts.stream()
            .filter(each -> each.offset() == offset)
            .reduce((first, second) -> second)
            .ifPresent(this::ack);
      }
      beginRecord();
    }
    endRecord();
  }

  /** Wanted events that are neither settled nor given up. */
  Set<Long> unsettled() {
    Set<Long> unsettled = new TreeSet<>();
    for (long offset = start; offset < EVENTS; offset++) {
      if (log.get((int) offset) == Kind.WANTED && !kept.progress().isSettled(offset)) {
        unsettled.add(offset);
      }
    }
    return unsettled;
  }
}
