package io.sillok.loadtests.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that comes in chunks, as HTTP/1.1 sends what has no length yet. */
final class ChunkedInput extends InputStream {

  private static final int HEXADECIMAL = 16;

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  /** The body that begins where {@code in} stands. */
  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("The server closed the connection within an answer");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      HttpConnection.line(in); // what ends the chunk before
    }
    begun = true;
    String size = HttpConnection.line(in);
    int extension = size.indexOf(';');
    left = Long.parseLong(extension < 0 ? size : size.substring(0, extension), HEXADECIMAL);
    if (left == 0) {
      ended = true;
      while (!HttpConnection.line(in).isEmpty()) {
        // Trailers say nothing here.
      }
    }
  }

  /** Bytes of the present chunk that are here already. */
  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }
}
