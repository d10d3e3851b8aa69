package io.sillok.client.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the lines in bytes that come in pieces of any size. A line ends with CR, LF or both; one
 * that has not ended yet waits for the rest.
 */
final class LineSplitter {

  private static final int USUAL_LINE = 1024;

  private byte[] unfinished = new byte[USUAL_LINE];
  private int length;
  private boolean afterCarriageReturn;

  void take(ByteBuffer bytes, Consumer<String> lines) {
    int start = bytes.position();
    for (int index = start; index < bytes.limit(); index++) {
      byte next = bytes.get(index);
      if (next == '\n' && afterCarriageReturn) {
        start = index + 1;
      } else if (next == '\n' || next == '\r') {
        keep(bytes, start, index);
        lines.accept(new String(unfinished, 0, length, StandardCharsets.UTF_8));
        length = 0;
        start = index + 1;
      }
      afterCarriageReturn = next == '\r';
    }
    keep(bytes, start, bytes.limit());
    bytes.position(bytes.limit());
  }

  /** Whether no line has begun that has not ended. */
  boolean isBetweenLines() {
    return length == 0;
  }

  private void keep(ByteBuffer bytes, int from, int to) {
    int more = to - from;
    if (length + more > unfinished.length) {
      unfinished = Arrays.copyOf(unfinished, Math.max(2 * unfinished.length, length + more));
    }
    bytes.get(from, unfinished, length, more);
    length += more;
  }
}
