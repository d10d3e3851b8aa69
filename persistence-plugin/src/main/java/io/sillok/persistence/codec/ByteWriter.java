package io.sillok.persistence.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A growing array of bytes. Whole numbers are varints: seven bits a byte, lowest first. */
public final class ByteWriter {

  private byte[] bytes;
  private int size;

  /**
   * @param expected the number of bytes to make room for at first
   */
  public ByteWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  /** What has been written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public int size() {
    return size;
  }

  ByteWriter skip(int count) {
    room(count);
    size += count;
    return this;
  }

  byte[] array() {
    return bytes;
  }

  public ByteWriter putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A number that is not negative, in one to nine bytes; a negative one takes ten. */
  public ByteWriter putNumber(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A number of either sign, short when it is near zero. */
  public ByteWriter putSigned(long value) {
    return putNumber((value << 1) ^ (value >> 63));
  }

  public ByteWriter putBytes(byte[] value) {
    putNumber(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  public ByteWriter putString(String value) {
    return putBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public ByteWriter putUuid(UUID value) {
    return putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
  }

  /** Eight bytes, highest first. */
  public ByteWriter putLong(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** A time, cut to the microsecond. */
  public ByteWriter putTime(Instant time) {
    return putSigned(micros(time));
  }

  /**
   * Microseconds since 1970.
   *
   * @throws ArithmeticException when {@code time} is further than 292,000 years away
   */
  public static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  private void room(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
    }
  }
}
