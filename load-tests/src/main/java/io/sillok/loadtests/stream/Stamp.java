package io.sillok.loadtests.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an event tells its reader, also in another process of the same machine.
 *
 * @param sentMicros when its command was sent, in microseconds since 1970
 * @param measured whether it counts; those of the warm-up do not
 */
record Stamp(long sentMicros, boolean measured) {

  private static final long NANOS_PER_MICRO = 1000;

  static Stamp now(boolean measured) {
    return new Stamp(micros(), measured);
  }

  static Stamp read(byte[] event) {
    ByteBuffer buffer = ByteBuffer.wrap(event);
    return new Stamp(buffer.getLong(), buffer.get() == 1);
  }

  /** An event of {@code size} bytes, at least 9. */
  byte[] event(int size) {
    byte[] event = new byte[size];
    ByteBuffer.wrap(event).putLong(sentMicros).put((byte) (measured ? 1 : 0));
    return event;
  }

  /** The time since then. */
  long ageNanos() {
    return (micros() - sentMicros) * NANOS_PER_MICRO;
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
