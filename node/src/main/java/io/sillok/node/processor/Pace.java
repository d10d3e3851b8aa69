package io.sillok.node.processor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a partition of a processor gets on. Its status is worked out from that and from where its
 * input ends; what does not move is never called running.
 *
 * @param runningSince when it had come to the end of its input after it had been far from it
 * @param behindSince when there was something to do that is not done yet; null if there is nothing
 * @param movedAt when it went on last
 * @param stoppedSince when it met what keeps it from going on; null if nothing does
 * @param reason of that, for people; empty if there is none
 */
public record Pace(
    Instant runningSince,
    @Nullable Instant behindSince,
    Instant movedAt,
    @Nullable Instant stoppedSince,
    String reason) {

  /** Whoever is behind for less than this keeps up. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Whoever is behind and has not moved for so long does not go on by itself. */
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Has begun, and may have everything to do yet. */
  public static Pace begun(Instant now) {
    return new Pace(now, now, now, null, "");
  }

  /** There is something to do. */
  public Pace behind(Instant now) {
    return behindSince != null ? this : new Pace(runningSince, now, now, stoppedSince, reason);
  }

  /** It went on. */
  public Pace moved(Instant now) {
    return new Pace(runningSince, behindSince, now, null, "");
  }

  /** It has done all that there was to do. */
  public Pace atEnd(Instant now) {
    boolean wasFar = stoppedSince != null || isLate(now);
    return new Pace(wasFar ? now : runningSince, null, now, null, "");
  }

  /** It cannot go on. */
  public Pace stopped(Instant now, String why) {
    return new Pace(
        runningSince, behindSince, movedAt, stoppedSince == null ? now : stoppedSince, why);
  }

  /** How it gets on by now. */
  public Condition condition(Instant now) {
    if (stoppedSince != null) {
      return new Condition(Status.STALLED, stoppedSince, reason);
    }
    if (behindSince == null || !isLate(now)) {
      return new Condition(Status.RUNNING, runningSince, "");
    }
    return Duration.between(movedAt, now).compareTo(LONG) > 0
        ? new Condition(
            Status.STALLED,
            movedAt,
            "It has not gone on for long; its rules may not come to an end with an event")
        : new Condition(Status.CATCHING_UP, behindSince, "");
  }

  private boolean isLate(Instant now) {
    return behindSince != null && Duration.between(behindSince, now).compareTo(SOON) > 0;
  }

  /** Whether a processor does its work. */
  public enum Status {
    /** All is done, or will be in a moment. */
    RUNNING,
    /** There is more to do, and it is being done. */
    CATCHING_UP,
    /** There is more to do, and it is not being done. */
    STALLED;

    /** As people and programs read it. */
    public String text() {
      return switch (this) {
        case RUNNING -> "running";
        case CATCHING_UP -> "catching-up";
        case STALLED -> "stalled";
      };
    }
  }

  /**
   * @param reason empty unless it is stalled
   */
  public record Condition(Status status, Instant since, String reason) {}
}
