package io.sillok.loadtests.http;

import java.nio.charset.StandardCharsets;

/**
 * What a server answered.
 *
 * @param body not copied, not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // read once, where it was made
public record Answer(int status, byte[] body) {

  /** The body as text, for people. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
