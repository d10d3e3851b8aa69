package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding. Trusts nothing: a length beyond the end, a number that is too long
 * or too deep a nesting is refused before anything is allocated for it. Not thread-safe.
 */
public final class AvroInput {

  /** So many records within each other. */
  public static final int DEEPEST = 200;

  private final byte[] bytes;
  private int position;
  private int depth;

  public AvroInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Refuses bytes behind the value. */
  public void end() {
    if (position != bytes.length) {
      throw broken("%d bytes follow the value".formatted(bytes.length - position));
    }
  }

  public void enter() {
    if (++depth > DEEPEST) {
      throw broken("records are nested deeper than " + DEEPEST);
    }
  }

  public void leave() {
    depth--;
  }

  public boolean readBoolean() {
    need(1);
    byte value = bytes[position++];
    if (value != 0 && value != 1) {
      throw broken("a boolean is neither 0 nor 1 but " + value);
    }
    return value == 1;
  }

  public int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw broken("an int is out of range: " + value);
    }
    return (int) value;
  }

  public long readLong() {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte next = bytes[position++];
      if (shift == 63 && next != 0 && next != 1) {
        break;
      }
      raw |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw broken("a number has more than 64 bits");
  }

  float readFloat() {
    need(Float.BYTES);
    position += Float.BYTES;
    return littleEndian().getFloat(position - Float.BYTES);
  }

  double readDouble() {
    need(Double.BYTES);
    position += Double.BYTES;
    return littleEndian().getDouble(position - Double.BYTES);
  }

  public byte[] readBytes() {
    int start = skipBytes();
    return Arrays.copyOfRange(bytes, start, position);
  }

  public String readString() {
    int start = skipBytes();
    String text = new String(bytes, start, position - start, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireUtf8(start);
    }
    return text;
  }

  /** Returns where they start. */
  int skipBytes() {
    long length = readLong();
    if (length < 0 || length > bytes.length - position) {
      throw broken(
          "%d bytes are announced where %d follow".formatted(length, bytes.length - position));
    }
    position += (int) length;
    return position - (int) length;
  }

  /** How many elements follow in this block of an array or map; 0 at its end. */
  public long readBlockCount() {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    if (count < 0 || count > bytes.length - position) {
      throw broken(
          "%d elements are announced where %d bytes follow"
              .formatted(count, bytes.length - position));
    }
    return count;
  }

  public byte[] readRaw(int length) {
    skip(length);
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Moves on by {@code length} bytes. */
  void skip(int length) {
    need(length);
    position += length;
  }

  /** The index of a union's branch or of a symbol. */
  public int readIndex(int size) {
    int index = readInt();
    if (index < 0 || index >= size) {
      throw broken("index %d is not below %d".formatted(index, size));
    }
    return index;
  }

  public CodecException broken(String why) {
    return new CodecException(
        "The bytes are not of the schema: %s (at byte %d of %d)"
            .formatted(why, position, bytes.length),
        null);
  }

  private void requireUtf8(int start) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, position - start));
    } catch (CharacterCodingException malformed) {
      throw broken("a string is not UTF-8");
    }
  }

  private ByteBuffer littleEndian() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void need(int length) {
    if (bytes.length - position < length) {
      throw broken("they end too early");
    }
  }
}
