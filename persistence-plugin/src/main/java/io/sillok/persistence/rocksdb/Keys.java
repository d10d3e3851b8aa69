package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store; their byte order is the order of reading. A persistence id may hold any
 * character: a zero byte in it is written as {@code 00 FF}, and {@code 00 01} ends it.
 */
final class Keys {

  private static final byte HEAD = 'h';
  private static final byte START = 'b';
  private static final byte DELETED = 'd';
  private static final byte STORE = 's';
  private static final byte END = 1;
  private static final byte BEHIND_END = 2;

  private Keys() {}

  static byte[] block(LogId log, long offset) {
    byte[] name = utf8(log.name());
    return ByteBuffer.allocate(name.length + 13)
        .put(name)
        .put((byte) 0)
        .putInt(log.partition())
        .putLong(offset)
        .array();
  }

  static byte[] head(LogId log) {
    return ofLog(HEAD, log);
  }

  /** Where {@code log} begins, if not at 0. */
  static byte[] start(LogId log) {
    return ofLog(START, log);
  }

  private static byte[] ofLog(byte prefix, LogId log) {
    byte[] name = utf8(log.name());
    return ByteBuffer.allocate(name.length + 6)
        .put(prefix)
        .put(name)
        .put((byte) 0)
        .putInt(log.partition())
        .array();
  }

  static byte[] heads() {
    return new byte[] {HEAD};
  }

  static byte[] starts() {
    return new byte[] {START};
  }

  /** The log whose head or start has {@code key}. */
  static LogId log(byte[] key) {
    int nameEnd = key.length - 5;
    String name = new String(key, 1, nameEnd - 1, StandardCharsets.UTF_8);
    return new LogId(name, ByteBuffer.wrap(key).getInt(nameEnd + 1));
  }

  static byte[] storeFact(String name) {
    return prefixed(STORE, utf8(name));
  }

  static byte[] deleted(String persistenceId) {
    return prefixed(DELETED, utf8(persistenceId));
  }

  static byte[] fact(String key) {
    return utf8(key);
  }

  /** Of an event or a snapshot. */
  static byte[] entity(String persistenceId, long sequenceNumber) {
    byte[] escaped = escape(utf8(persistenceId));
    return ByteBuffer.allocate(escaped.length + 10)
        .put(escaped)
        .put((byte) 0)
        .put(END)
        .putLong(sequenceNumber)
        .array();
  }

  /** Behind all keys of {@code persistenceId} and before those of the next. */
  static byte[] behindEntity(String persistenceId) {
    byte[] escaped = escape(utf8(persistenceId));
    byte[] key = Arrays.copyOf(escaped, escaped.length + 2);
    key[key.length - 1] = BEHIND_END;
    return key;
  }

  /** Behind all keys of all persistence ids: no text has this byte in UTF-8. */
  static byte[] behindEntities() {
    return new byte[] {(byte) 0xff};
  }

  /** What the keys of all persistence ids that start with {@code prefix} start with. */
  static byte[] entityPrefix(String prefix) {
    return escape(utf8(prefix));
  }

  static String persistenceId(byte[] entityKey) {
    byte[] id = new byte[entityKey.length - 10];
    int length = 0;
    for (int index = 0; index < id.length; index++) {
      id[length++] = entityKey[index];
      if (entityKey[index] == 0) {
        index++;
      }
    }
    return new String(id, 0, length, StandardCharsets.UTF_8);
  }

  static long sequenceNumber(byte[] entityKey) {
    return ByteBuffer.wrap(entityKey).getLong(entityKey.length - Long.BYTES);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] escape(byte[] id) {
    int zeros = 0;
    for (byte each : id) {
      zeros += each == 0 ? 1 : 0;
    }
    if (zeros == 0) {
      return id;
    }
    ByteBuffer escaped = ByteBuffer.allocate(id.length + zeros);
    for (byte each : id) {
      escaped.put(each);
      if (each == 0) {
        escaped.put((byte) 0xff);
      }
    }
    return escaped.array();
  }

  private static byte[] prefixed(byte prefix, byte[] rest) {
    return ByteBuffer.allocate(rest.length + 1).put(prefix).put(rest).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
