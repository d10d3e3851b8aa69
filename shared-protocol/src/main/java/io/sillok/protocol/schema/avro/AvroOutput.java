package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import java.util.Arrays;

/** Writes Avro's binary encoding into memory. Not thread-safe. */
public final class AvroOutput {

  private static final int LONGEST_VARINT = 10;

  private byte[] buffer = new byte[128];
  private int size;
  private int depth;

  /** How many bytes {@code value} takes as a number. */
  static int sizeOf(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    return (Long.SIZE + 6 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** How many bytes were written so far. */
  public int size() {
    return size;
  }

  /** Records may contain themselves; too deep a value could not be read back. */
  void enter(String where) {
    if (++depth > AvroInput.DEEPEST) {
      throw new CodecException(
          "%s is nested deeper than %d records; make it a list".formatted(where, AvroInput.DEEPEST),
          null);
    }
  }

  void leave() {
    depth--;
  }

  public void writeBoolean(boolean value) {
    room(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  public void writeInt(int value) {
    writeLong(value);
  }

  public void writeLong(long value) {
    room(LONGEST_VARINT);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  public void writeFloat(float value) {
    writeLittleEndian(Float.floatToRawIntBits(value), Float.BYTES);
  }

  public void writeDouble(double value) {
    writeLittleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  public void writeBytes(byte[] bytes) {
    writeLong(bytes.length);
    writeRaw(bytes);
  }

  public void writeRaw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void writeLittleEndian(long bits, int bytes) {
    room(bytes);
    for (int index = 0; index < bytes; index++) {
      buffer[size++] = (byte) (bits >>> (8 * index));
    }
  }

  private void room(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(size, bytes)));
    }
  }
}
