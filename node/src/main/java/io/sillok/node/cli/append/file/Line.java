package io.sillok.node.cli.append.file;

import java.nio.charset.StandardCharsets;

/**
 * A line of a file.
 *
 * @param number from 1
 * @param bytes without the end of the line; only the beginning of one that is too long
 * @param tooLong whether it has more bytes than are looked at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
public record Line(long number, byte[] bytes, boolean tooLong) {

  /** Whether there is nothing on it that can be seen. */
  public boolean isBlank() {
    for (byte each : bytes) {
      if (each != ' ' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  /** As text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
