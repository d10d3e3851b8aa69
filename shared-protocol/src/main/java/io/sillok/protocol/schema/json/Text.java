package io.sillok.protocol.schema.json;

/** Texts that are none. */
final class Text {

  private Text() {}

  /** Half a surrogate pair, which JSON can escape, is no character and no UTF-8 can hold it. */
  static boolean isPaired(String text) {
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
      in.mismatch("out-of-range", in.pointer(), "A key has half a surrogate pair; remove it");
    }
  }
}
