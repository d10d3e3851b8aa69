package io.sillok.protocol.window.run;

import java.util.HexFormat;

/** The ids of {@link StateRow}s: numbers in an order of their own, then a key. */
final class RowIds {

  private static final int DIGITS = 16;
  private static final HexFormat HEX = HexFormat.of();

  private RowIds() {}

  /** Sorted as {@code number}, and by key where that is the same. */
  static String of(char kind, long number, String key) {
    return kind + HEX.toHexDigits(number ^ Long.MIN_VALUE) + key;
  }

  static char kind(String id) {
    return id.charAt(0);
  }

  static long number(String id) {
    return HexFormat.fromHexDigitsToLong(id, 1, 1 + DIGITS) ^ Long.MIN_VALUE;
  }

  static String key(String id) {
    return id.substring(1 + DIGITS);
  }
}
