package io.sillok.node.window.shard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.table.rows.Row;
import io.sillok.protocol.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The rows in which the last result of each window is kept to be asked for: one by key and time,
 * and one that names it by time and key.
 */
final class ResultRows {

  static final String BY_KEY = "r";
  static final String BY_TIME = "t";

  /** No key has it, and it is before all that keys have. */
  private static final char BEHIND_KEY = '\u0001';

  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 16;

  private ResultRows() {}

  static String byKey(String key, Window window) {
    return BY_KEY + key + BEHIND_KEY + number(window.end()) + number(window.start());
  }

  static String byTime(String key, Window window) {
    return BY_TIME + number(window.end()) + number(window.start()) + key;
  }

  /** Before all windows of {@code key} that end at {@code end} or later. */
  static String byKeyFrom(String key, long end) {
    return ofKey(key) + number(end);
  }

  /** What all rows of {@code key} begin with. */
  static String ofKey(String key) {
    return BY_KEY + key + BEHIND_KEY;
  }

  /** Before all windows that end at {@code end} or later. */
  static String byTimeFrom(long end) {
    return BY_TIME + number(end);
  }

  /** The row by key that the row by time {@code id} names. */
  static String byKey(String id) {
    String times = id.substring(1, 1 + 2 * DIGITS);
    return BY_KEY + id.substring(1 + 2 * DIGITS) + BEHIND_KEY + times;
  }

  /** The row by time that names the row by key {@code id}. */
  static String toByTime(String id) {
    int times = id.length() - 2 * DIGITS;
    return BY_TIME + id.substring(times) + id.substring(1, times - 1);
  }

  /** The end of the window of a row by time. */
  static long endOf(String id) {
    return HexFormat.fromHexDigitsToLong(id, 1, 1 + DIGITS) ^ Long.MIN_VALUE;
  }

  /** The end of the window of a row by key. */
  static long endOfByKey(String id) {
    int times = id.length() - 2 * DIGITS;
    return HexFormat.fromHexDigitsToLong(id, times, times + DIGITS) ^ Long.MIN_VALUE;
  }

  private static String number(long number) {
    return HEX.toHexDigits(number ^ Long.MIN_VALUE);
  }

  static Row of(String id, ObjectNode result) {
    return row(id, result.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The result that {@link #of} put into {@code row}. */
  static JsonNode read(Row row) {
    try {
      return JSON.readTree(row.avro());
    } catch (IOException broken) {
      throw new UncheckedIOException("A result that is kept is broken: " + row.key(), broken);
    }
  }

  static Row row(String id, byte[] content) {
    return new Row(id, 0, Instant.EPOCH, 0, 0, content);
  }
}
