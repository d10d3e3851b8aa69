package io.sillok.persistence.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads what {@link ByteWriter} wrote. Its input has passed a checksum, so running off the end is a
 * defect and not damage.
 */
public final class ByteReader {

  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  public int getByte() {
    return bytes[position++];
  }

  public long getNumber() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("A number at byte %d has no end".formatted(position));
  }

  /** A number that counts things in memory. */
  public int getCount() {
    return Math.toIntExact(getNumber());
  }

  public long getSigned() {
    long value = getNumber();
    return (value >>> 1) ^ -(value & 1);
  }

  public byte[] getBytes() {
    int length = getCount();
    int from = position;
    position = Math.addExact(from, length);
    if (position > bytes.length) {
      throw new IllegalStateException("%d bytes at byte %d run off".formatted(length, from));
    }
    return Arrays.copyOfRange(bytes, from, position);
  }

  public String getString() {
    int length = getCount();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public UUID getUuid() {
    return new UUID(getLong(), getLong());
  }

  public long getLong() {
    long value = 0;
    for (int count = 0; count < 8; count++) {
      value = (value << 8) | (bytes[position++] & 0xffL);
    }
    return value;
  }

  public Instant getTime() {
    return time(getSigned());
  }

  /** The time that is {@code micros} microseconds after 1970. */
  public static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }
}
