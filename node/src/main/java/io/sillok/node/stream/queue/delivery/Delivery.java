package io.sillok.node.stream.queue.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was read and is not settled yet, or not known to be settled durably.
 *
 * @param <H> who holds leases
 */
public final class Delivery<H> {

  /** Where an event stands. */
  enum Stage {
    READY,
    /** Another one of its key is out. */
    HELD_BACK,
    LEASED,
    DELAYED,
    /** Acknowledged, or given up; to be recorded. */
    SETTLED
  }

  private final long offset;
  private final @Nullable String key;
  private final Rendering event;
  private final Instant appendedAt;
  private Stage stage = Stage.READY;
  private int attempts;
  private long until;
  private long lease;
  private @Nullable H holder;

  /**
   * @param key empty if it stands in no line
   */
  Delivery(long offset, @Nullable String key, Rendering event, Instant appendedAt) {
    this.offset = offset;
    this.key = key;
    this.event = event;
    this.appendedAt = appendedAt;
  }

  public long offset() {
    return offset;
  }

  @Nullable String key() {
    return key;
  }

  public Rendering event() {
    return event;
  }

  Instant appendedAt() {
    return appendedAt;
  }

  Stage stage() {
    return stage;
  }

  /** Those that were made in vain. */
  public int attempts() {
    return attempts;
  }

  void attempts(int made) {
    attempts = made;
  }

  /** When its lease runs out, or its delay is over, in milliseconds. */
  long until() {
    return until;
  }

  public long lease() {
    return lease;
  }

  public @Nullable H holder() {
    return holder;
  }

  boolean isLeasedBy(long someLease) {
    return stage == Stage.LEASED && lease == someLease;
  }

  void is(Stage next) {
    stage = next;
    holder = null;
  }

  void isDelayed(long time) {
    is(Stage.DELAYED);
    until = time;
  }

  void isLeased(long newLease, long time, @Nullable H newHolder) {
    stage = Stage.LEASED;
    lease = newLease;
    until = time;
    holder = newHolder;
  }

  void isLeasedUntil(long time) {
    until = time;
  }
}
