package io.sillok.node.entity.journaled;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Writes values one after another into a growing array. {@link WireReader} reads them. */
public final class WireWriter {

  private static final int INITIAL = 128;

  private byte[] bytes = new byte[INITIAL];
  private int size;

  public WireWriter writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** In 1 to 10 bytes; the smaller, the shorter. */
  public WireWriter writeUnsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** In 8 bytes. */
  public WireWriter writeLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** To the microsecond, in 8 bytes. */
  public WireWriter writeTime(Instant value) {
    return writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, value));
  }

  public WireWriter writeText(String value) {
    return writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** With its length before it. */
  public WireWriter writeBytes(byte[] value) {
    return writeUnsigned(value.length).writeRest(value);
  }

  /** Without its length: nothing follows. */
  public WireWriter writeRest(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
