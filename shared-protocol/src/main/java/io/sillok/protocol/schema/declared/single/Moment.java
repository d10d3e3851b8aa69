package io.sillok.protocol.schema.declared.single;

import java.time.Instant;

/**
 * A point on a line of time.
 *
 * @param seconds from the line's origin
 * @param nanos after that second, below a billion
 */
record Moment(long seconds, int nanos) {

  static Moment of(Instant instant) {
    return new Moment(instant.getEpochSecond(), instant.getNano());
  }

  Instant instant() {
    return Instant.ofEpochSecond(seconds, nanos);
  }
}
