package io.sillok.protocol.schema.json;

/** Texts that are none. */
public final class Text {

  public static final String UNPAIRED_KEY = "A key has half a surrogate pair; remove it";

  private Text() {}

  /** Half a surrogate pair, which JSON can escape, is no character and no UTF-8 can hold it. */
  public static boolean isPaired(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (Character.isSurrogate(text.charAt(index))
          && !Character.isSupplementaryCodePoint(text.codePointAt(index++))) {
        return false;
      }
    }
    return true;
  }

  static void requirePaired(String key, JsonInput in) {
    if (!isPaired(key)) {
      in.mismatch("out-of-range", in.pointer(), UNPAIRED_KEY);
    }
  }
}
