package io.sillok.persistence.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How strings stand in a value: each in full, or in full once and then by its number. */
final class StringTable {

  private StringTable() {}

  /** Writes a string. */
  interface Sink {
    void put(ByteWriter out, String value);

    /** Each in full. */
    static Sink plain() {
      return ByteWriter::putString;
    }

    /** In full after a zero, later by number. */
    static Sink numbered() {
      Map<String, Integer> numbers = new HashMap<>();
      return (out, value) -> {
        Integer number = numbers.get(value);
        if (number != null) {
          out.putNumber(number);
        } else {
          numbers.put(value, numbers.size() + 1);
          out.putNumber(0).putString(value);
        }
      };
    }
  }

  /** Reads what the {@link Sink} of the same kind wrote. */
  interface Source {
    String get(ByteReader in);

    static Source plain() {
      return ByteReader::getString;
    }

    static Source numbered() {
      List<String> strings = new ArrayList<>();
      return in -> {
        int number = in.getCount();
        if (number > 0) {
          return strings.get(number - 1);
        }
        String value = in.getString();
        strings.add(value);
        return value;
      };
    }
  }
}
