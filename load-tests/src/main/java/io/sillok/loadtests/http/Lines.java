package io.sillok.loadtests.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream of bytes, without making objects of them. */
public final class Lines {

  private static final int BUFFER_BYTES = 1 << 16;

  private Lines() {}

  /** Takes a line. */
  public interface Taker {

    /**
     * @param buffer holds the line from {@code from} to before {@code to}, until this returns
     * @return whether to go on
     */
    boolean take(byte[] buffer, int from, int to) throws IOException;
  }

  /** Gives {@code taker} each line of {@code in} until the end, or until it wants no more. */
  public static void read(InputStream in, Taker taker) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int kept = 0;
    for (int read = in.read(buffer);
        read >= 0;
        read = in.read(buffer, kept, buffer.length - kept)) {
      int end = kept + read;
      int from = 0;
      for (int at = kept; at < end; at++) {
        if (buffer[at] == '\n') {
          if (!taker.take(buffer, from, at)) {
            return;
          }
          from = at + 1;
        }
      }
      kept = end - from;
      System.arraycopy(buffer, from, buffer, 0, kept);
      if (kept == buffer.length) {
        buffer = Arrays.copyOf(buffer, kept * 2);
      }
    }
  }
}
