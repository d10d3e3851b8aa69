package io.sillok.node.stream.filter.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About how large a regular expression is once its counted repetitions are written out, which is
 * what RE2 does. Found without doing that: {@code ((a{1000}){1000}){1000}} would fill the memory.
 */
final class PatternSize {

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

  private final String pattern;
  private final Matcher repetition;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long size;
  private long last;

  private PatternSize(String pattern) {
    this.pattern = pattern;
    repetition = REPETITION.matcher(pattern);
  }

  /** At least {@code limit} if it is that or more. */
  static long of(String pattern, long limit) {
    PatternSize all = new PatternSize(pattern);
    for (int index = 0; index < pattern.length() && all.size < limit; ) {
      index = all.read(index);
    }
    return Math.max(all.size, all.outer.stream().mapToLong(Long::longValue).sum());
  }

  /** Takes what stands at {@code index}, and answers where it ends. */
  private int read(int index) {
    return switch (pattern.charAt(index)) {
      case '\\' -> escape(index);
      case '[' -> one(endOfClass(index));
      case '(' -> {
        outer.push(size);
        size = 0;
        yield index + 1;
      }
      case ')' -> close(index);
      case '{' -> repeat(index);
      default -> one(index + 1);
    };
  }

  private int one(int end) {
    last = 1;
    size++;
    return end;
  }

  private int escape(int index) {
    if (pattern.startsWith("\\Q", index)) {
      int end = pattern.indexOf("\\E", index);
      size += end < 0 ? pattern.length() - index : end - index;
      last = 1;
      return end < 0 ? pattern.length() : end + 2;
    }
    if (pattern.startsWith("\\x{", index)) {
      int end = pattern.indexOf('}', index);
      return one(end < 0 ? pattern.length() : end + 1);
    }
    return one(index + 2);
  }

  /** A bracket that comes first in a class is part of it. */
  private int endOfClass(int start) {
    int index = pattern.startsWith("[^", start) ? start + 2 : start + 1;
    if (pattern.startsWith("]", index)) {
      index++;
    }
    while (index < pattern.length() && pattern.charAt(index) != ']') {
      if (pattern.charAt(index) == '\\') {
        index += 2;
      } else if (pattern.startsWith("[:", index) && pattern.indexOf(":]", index + 2) > 0) {
        index = pattern.indexOf(":]", index + 2) + 2;
      } else {
        index++;
      }
    }
    return index + 1;
  }

  private int close(int index) {
    last = size + 2;
    size = last + (outer.isEmpty() ? 0 : outer.pop());
    return index + 1;
  }

  private int repeat(int index) {
    if (!repetition.region(index, pattern.length()).lookingAt()) {
      return one(index + 1);
    }
    long least = Long.parseLong(repetition.group(1));
    String most = repetition.group(2);
    long times = most == null ? least : most.isEmpty() ? least + 1 : Long.parseLong(most);
    long copies = Math.max(1, times) - 1;
    size += last * copies;
    last += last * copies;
    return repetition.end();
  }
}
