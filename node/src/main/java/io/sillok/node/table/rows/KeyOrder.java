package io.sillok.node.table.rows;

import java.util.Comparator;

/** The order of keys: that of their bytes in UTF-8, which is that of their code points. */
public final class KeyOrder implements Comparator<String> {

  public static final KeyOrder INSTANCE = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int index = 0; index < length; index++) {
      if (one.charAt(index) != other.charAt(index)) {
        return Integer.compare(rank(one.charAt(index)), rank(other.charAt(index)));
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  /** Surrogates stand for code points behind all that one char can hold. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
