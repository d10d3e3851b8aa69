package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.window.EventTimes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What event time has to move on to: {@code {"advanceTo": TIME}} or {@code {"seal": true}}.
 *
 * @param time to the microsecond, of the years 1 to 9999
 */
record TimeBody(Instant time) {

  private static final Instant END = EventTimes.time(EventTimes.MAX);
  private static final Instant BEGINNING = EventTimes.time(EventTimes.MIN);
  private static final String ADVANCE_TO = "/advanceTo";
  private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);
  private static final JsonCodec<Wish> WISH = JsonCodec.of(Wish.class);

  private record Wish(Optional<Instant> advanceTo, Optional<Boolean> seal) {}

  static TimeBody read(byte[] body) {
    Wish wish = decode(body);
    if (wish.advanceTo().isPresent() == wish.seal().isPresent()) {
      throw wrong("", "must have either advanceTo, a time, or seal, which is true");
    }
    return new TimeBody(wish.advanceTo().map(TimeBody::inRange).orElseGet(() -> sealed(wish)));
  }

  private static Wish decode(byte[] body) {
    try {
      return WISH.decode(body.length == 0 ? NO_FIELDS : body);
    } catch (JsonMismatchException mismatch) {
      throw StreamProblems.invalidBody(mismatch).asRefusal();
    }
  }

  private static Instant inRange(Instant time) {
    if (time.isBefore(BEGINNING) || time.isAfter(END)) {
      throw wrong(ADVANCE_TO, "must be a time of the years 1 to 9999, but is '%s'".formatted(time));
    }
    return time;
  }

  private static Instant sealed(Wish wish) {
    if (!wish.seal().orElse(false)) {
      throw wrong("/seal", "must be true, for nothing unseals; leave it out to advance");
    }
    return END;
  }

  /** Whether no event will be in time any more. */
  boolean isSeal() {
    return time.equals(END);
  }

  /**
   * Refuses to go farther ahead in a live stream than an event may, except to its end.
   *
   * @param clock of the stream; nothing if it is not live
   */
  void requireWithin(Optional<LiveClock> clock, Instant now) {
    Optional<Instant> farthest = clock.map(live -> now.plus(live.mostAhead()));
    if (!isSeal() && farthest.filter(time::isAfter).isPresent()) {
      throw wrong(
          ADVANCE_TO,
          "must not be more than %s ahead of now, as the stream is live, but is '%s'; it goes on to that by itself"
              .formatted(clock.map(LiveClock::mostAhead).orElseThrow(), time));
    }
  }

  private static RuntimeException wrong(String pointer, String message) {
    return StreamProblems.invalidTime(List.of(new FieldError("out-of-range", pointer, message)))
        .asRefusal();
  }
}
