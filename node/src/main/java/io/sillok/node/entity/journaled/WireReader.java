package io.sillok.node.entity.journaled;

import io.sillok.protocol.schema.CodecException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Reads what {@link WireWriter} wrote. Every method throws {@link CodecException} where the bytes
 * end too early.
 */
public final class WireReader {

  private final byte[] bytes;
  private int position;

  public WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    require(1);
    return bytes[position++];
  }

  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CodecException(
        "Bytes are broken at %d: a number has no end".formatted(position), null);
  }

  /** A number of bytes or of things. */
  public int readCount() {
    long value = readUnsigned();
    if (value < 0 || value > bytes.length) {
      throw new CodecException(
          "Bytes are broken at %d: a count of %d cannot be".formatted(position, value), null);
    }
    return (int) value;
  }

  public long readLong() {
    require(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (bytes[position++] & 0xFF);
    }
    return value;
  }

  public Instant readTime() {
    return Instant.EPOCH.plus(readLong(), ChronoUnit.MICROS);
  }

  public String readText() {
    int length = readCount();
    require(length);
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public void skipText() {
    int length = readCount();
    require(length);
    position += length;
  }

  public byte[] readBytes() {
    int length = readCount();
    require(length);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Everything that is left. */
  public byte[] readRest() {
    int from = position;
    position = bytes.length;
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private void require(int count) {
    if (count > bytes.length - position) {
      throw new CodecException(
          "Bytes are broken: %d more were expected at %d, but there are only %d in all"
              .formatted(count, position, bytes.length),
          null);
    }
  }
}
