package io.sillok.loadtests.readers;

/** Tells the body of an answer in chunks from what is around it, byte by byte as it comes. */
final class ChunkedBody {

  private static final int HEXADECIMAL = 16;

  private State state = State.HEAD;
  private int left;
  private boolean lineIsEmpty = true;

  private enum State {
    HEAD,
    SIZE,
    DATA,
    AFTER_DATA
  }

  /** Whether {@code next} is of the body. */
  boolean has(byte next) {
    return switch (state) {
      case HEAD -> {
        head(next);
        yield false;
      }
      case SIZE -> {
        size(next);
        yield false;
      }
      case DATA -> {
        left--;
        state = left == 0 ? State.AFTER_DATA : State.DATA;
        yield true;
      }
      case AFTER_DATA -> {
        state = next == '\n' ? State.SIZE : State.AFTER_DATA;
        yield false;
      }
    };
  }

  /** Whether all before the body has come. */
  boolean begun() {
    return state != State.HEAD;
  }

  private void head(byte next) {
    if (next == '\n') {
      state = lineIsEmpty ? State.SIZE : State.HEAD;
      lineIsEmpty = true;
    } else if (next != '\r') {
      lineIsEmpty = false;
    }
  }

  /** An extension of a chunk, which nothing here sends, would be no digit and is passed over. */
  private void size(byte next) {
    int digit = Character.digit(next, HEXADECIMAL);
    if (digit >= 0) {
      left = left * HEXADECIMAL + digit;
    } else if (next == '\n') {
      state = left == 0 ? State.AFTER_DATA : State.DATA;
    }
  }
}
