package io.sillok.node.stream.queue.delivery;

import io.sillok.node.stream.queue.delivery.Delivery.Stage;
import io.sillok.node.stream.queue.kept.Attempt;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a partition that were read and are not settled: which are ready, leased or delayed,
 * and what of that is to be recorded. Pure: knows no clock, but is told the time, in milliseconds.
 *
 * @param <H> who holds leases
 */
public final class Deliveries<H> {

  private final NavigableMap<Long, Delivery<H>> all = new TreeMap<>();
  private final NavigableMap<Long, Delivery<H>> ready = new TreeMap<>();
  private final NavigableSet<Delivery<H>> due =
      new TreeSet<>(
          Comparator.comparingLong((Delivery<H> each) -> each.until())
              .thenComparingLong(Delivery::offset));
  private final KeyLines<H> lines = new KeyLines<>();
  private final List<EndedLease<H>> ended = new ArrayList<>();
  private final Unrecorded unrecorded;
  private DeliveryRules rules;
  private long bytes;
  private long lease;

  /**
   * @param lease a number that no partition of the queue has begun with before
   */
  public Deliveries(DeliveryRules rules, Progress progress, long lease) {
    this.rules = rules;
    this.lease = lease;
    unrecorded = new Unrecorded(progress);
  }

  /** A lease that is over, whatever has ended it. */
  public record EndedLease<H>(H holder, long offset, long lease) {}

  /** Settings that change how events go on from now; not the order. */
  public void follow(DeliveryRules changed) {
    rules = changed;
  }

  /** Takes an event in that was read; those that are settled are passed. */
  public void add(
      long offset, @Nullable String key, Rendering event, Instant appendedAt, long now) {
    unrecorded.arrived(offset);
    if (unrecorded.progress().isSettled(offset) || all.containsKey(offset)) {
      return;
    }
    Delivery<H> delivery = new Delivery<>(offset, rules.ordered().keyOf(key), event, appendedAt);
    all.put(offset, delivery);
    bytes += event.size();
    boolean first = lines.enter(delivery);
    if (unrecorded.isSettled(offset)) {
      delivery.is(Stage.SETTLED); // acknowledged before it was read; its key waits until that lasts
    } else if (first) {
      begin(delivery, now);
    } else {
      delivery.is(Stage.HELD_BACK);
    }
  }

  /** Nothing of its key is before it. */
  private void begin(Delivery<H> delivery, long now) {
    Optional<Attempt> earlier = unrecorded.progress().attempt(delivery.offset());
    earlier.ifPresent(attempt -> delivery.attempts(attempt.attempts()));
    readyAt(delivery, earlier.map(attempt -> attempt.notBefore().toEpochMilli()).orElse(now), now);
  }

  /** An event that was read is none for any worker. */
  public void pass(long offset) {
    unrecorded.passed(offset);
  }

  /** An event that cannot be handed out at all. */
  public void giveUp(long offset, Instant appendedAt, String reason, long now) {
    unrecorded.arrived(offset);
    if (!unrecorded.isSettled(offset) && !all.containsKey(offset)) {
      Delivery<H> delivery = new Delivery<>(offset, null, Rendering.NONE, appendedAt);
      all.put(offset, delivery);
      die(delivery, reason, now);
    }
  }

  /**
   * Whether the event at {@code offset} is not to be handed out, though perhaps not durably yet.
   */
  public boolean isSettled(long offset) {
    return unrecorded.isSettled(offset);
  }

  /** Whether the event at {@code offset} is a dead letter, though perhaps not durably yet. */
  public boolean isGivenUp(long offset) {
    return unrecorded.isGivenUp(offset);
  }

  /** All events before {@code next} were read. */
  public void readTo(long next) {
    unrecorded.readTo(next);
  }

  /** The event at {@code offset} is read again, for it was replayed. */
  public void await(long offset) {
    unrecorded.await(offset);
  }

  /** Hands out at most {@code max} events until {@code until}, the first ones first. */
  public List<Delivery<H>> take(int max, long until, @Nullable H holder) {
    List<Delivery<H>> taken = new ArrayList<>();
    while (taken.size() < max && !ready.isEmpty()) {
      Delivery<H> delivery = ready.pollFirstEntry().getValue();
      delivery.isLeased(++lease, until, holder);
      due.add(delivery);
      taken.add(delivery);
    }
    return taken;
  }

  /** The event is done. Counts even if the lease ran out, unless somebody else has it now. */
  public SettleOutcome ack(long offset, long byLease) {
    Delivery<H> delivery = all.get(offset);
    if (delivery == null) {
      return unrecorded.settleUnread(offset) ? SettleOutcome.DONE : SettleOutcome.SETTLED;
    }
    SettleOutcome outcome = mayEnd(delivery, byLease);
    if (outcome == SettleOutcome.DONE) {
      settle(delivery);
    }
    return outcome;
  }

  /** The event will never be done: it becomes a dead letter. */
  public SettleOutcome reject(long offset, long byLease, String reason, long now) {
    Delivery<H> delivery = all.get(offset);
    if (delivery == null) {
      return unrecorded.isOpen(offset) ? SettleOutcome.EXPIRED : SettleOutcome.SETTLED;
    }
    SettleOutcome outcome = mayEnd(delivery, byLease);
    if (outcome == SettleOutcome.DONE) {
      delivery.attempts(delivery.attempts() + 1);
      leave(delivery);
      die(delivery, reason, now);
    }
    return outcome;
  }

  private SettleOutcome mayEnd(Delivery<H> delivery, long byLease) {
    return switch (delivery.stage()) {
      case SETTLED -> SettleOutcome.SETTLED;
      case LEASED -> delivery.isLeasedBy(byLease) ? SettleOutcome.DONE : SettleOutcome.EXPIRED;
      case READY, HELD_BACK, DELAYED -> SettleOutcome.DONE;
    };
  }

  /**
   * The attempt was in vain.
   *
   * @param delay until the next one, in milliseconds; null for the queue's own
   */
  public SettleOutcome nack(
      long offset, long byLease, @Nullable Long delay, String reason, long now) {
    return withLease(
        offset,
        byLease,
        delivery -> {
          leave(delivery);
          fail(delivery, delay, reason, now);
        });
  }

  /** The event is handed out again as if this had not been an attempt. */
  public SettleOutcome giveBack(long offset, long byLease) {
    return withLease(
        offset,
        byLease,
        delivery -> {
          leave(delivery);
          makeReady(delivery);
        });
  }

  public SettleOutcome extend(long offset, long byLease, long until) {
    return withLease(
        offset,
        byLease,
        delivery -> {
          due.remove(delivery);
          delivery.isLeasedUntil(until);
          due.add(delivery);
        });
  }

  private SettleOutcome withLease(long offset, long byLease, Consumer<Delivery<H>> change) {
    Delivery<H> delivery = all.get(offset);
    if (delivery == null) {
      return unrecorded.isOpen(offset) ? SettleOutcome.EXPIRED : SettleOutcome.SETTLED;
    }
    if (delivery.stage() == Stage.SETTLED) {
      return SettleOutcome.SETTLED;
    }
    if (!delivery.isLeasedBy(byLease)) {
      return SettleOutcome.EXPIRED;
    }
    change.accept(delivery);
    return SettleOutcome.DONE;
  }

  /** It is {@code now}: leases run out, delays are over. */
  public void advance(long now) {
    while (!due.isEmpty() && due.first().until() <= now) {
      Delivery<H> delivery = due.first();
      boolean leased = delivery.stage() == Stage.LEASED;
      leave(delivery);
      if (leased) {
        String reason =
            "The lease ran out in attempt %d of %d"
                .formatted(delivery.attempts() + 1, rules.maxAttempts());
        fail(delivery, null, reason, now);
      } else {
        makeReady(delivery);
      }
    }
  }

  /** When {@link #advance} has something to do next. */
  public OptionalLong nextDue() {
    return due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(due.first().until());
  }

  private void fail(Delivery<H> delivery, @Nullable Long delay, String reason, long now) {
    delivery.attempts(delivery.attempts() + 1);
    if (delivery.attempts() >= rules.maxAttempts()) {
      die(delivery, reason, now);
      return;
    }
    long until = now + (delay == null ? rules.delayAfter(delivery.attempts()) : delay);
    unrecorded.failed(
        new Attempt(delivery.offset(), delivery.attempts(), Instant.ofEpochMilli(until)));
    readyAt(delivery, until, now);
  }

  private void settle(Delivery<H> delivery) {
    leave(delivery);
    delivery.is(Stage.SETTLED);
    unrecorded.settled(delivery.offset());
  }

  private void die(Delivery<H> delivery, String reason, long now) {
    delivery.is(Stage.SETTLED);
    unrecorded.gaveUp(delivery.offset(), delivery.attempts(), reason, Instant.ofEpochMilli(now));
  }

  /** Takes it out of where its stage has it; the lease of a holder is over. */
  private void leave(Delivery<H> delivery) {
    ready.remove(delivery.offset());
    due.remove(delivery);
    H holder = delivery.holder();
    if (delivery.stage() == Stage.LEASED && holder != null) {
      ended.add(new EndedLease<>(holder, delivery.offset(), delivery.lease()));
    }
  }

  private void readyAt(Delivery<H> delivery, long time, long now) {
    if (time > now) {
      delivery.isDelayed(time);
      due.add(delivery);
    } else {
      makeReady(delivery);
    }
  }

  private void makeReady(Delivery<H> delivery) {
    delivery.is(Stage.READY);
    ready.put(delivery.offset(), delivery);
  }

  /** What there is to record, if there is, and nothing else is being recorded. */
  public Optional<ProgressCommand.Report> record() {
    return unrecorded.record(all);
  }

  /** What was to be recorded is, and the progress is {@code progress}: keys go on. */
  public void recorded(Progress progress, long now) {
    for (long offset : unrecorded.recorded(progress)) {
      Delivery<H> delivery = all.remove(offset);
      if (delivery != null) {
        bytes -= delivery.event().size();
        lines.leave(delivery).ifPresent(next -> goOn(next, now));
      }
    }
  }

  private void goOn(Delivery<H> next, long now) {
    if (next.stage() == Stage.HELD_BACK) {
      begin(next, now);
    }
  }

  /** The progress is another one, for something else than {@link #record} was recorded. */
  public void changed(Progress progress) {
    unrecorded.changed(progress);
  }

  public Progress progress() {
    return unrecorded.progress();
  }

  /** Whether no more should be read for now. */
  public boolean isFull(Bounds bounds) {
    return ready.size() >= bounds.ready()
        || all.size() >= bounds.unsettled()
        || bytes >= bounds.bytes();
  }

  public boolean hasReady() {
    return !ready.isEmpty();
  }

  /** The leases that have ended since it was last asked, of those that have holders. */
  public List<EndedLease<H>> takeEnded() {
    List<EndedLease<H>> taken = List.copyOf(ended);
    ended.clear();
    return taken;
  }

  /** Who holds the event at {@code offset}, if anybody who wants to hear of it does. */
  public Optional<H> holder(long offset) {
    return Optional.ofNullable(all.get(offset)).map(Delivery::holder);
  }

  /** All that are leased now. */
  public List<Delivery<H>> leased() {
    return all.values().stream().filter(each -> each.stage() == Stage.LEASED).toList();
  }

  /** What is here now. */
  public Held held() {
    int leased = 0;
    int waiting = 0;
    for (Delivery<H> each : all.values()) {
      switch (each.stage()) {
        case LEASED -> leased++;
        case DELAYED, HELD_BACK -> waiting++;
        case READY, SETTLED -> {}
      }
    }
    Optional<Instant> oldest =
        all.isEmpty() ? Optional.empty() : Optional.of(all.firstEntry().getValue().appendedAt());
    return new Held(
        ready.size(), leased, waiting, all.size() + unrecorded.awaited(), bytes, oldest);
  }
}
