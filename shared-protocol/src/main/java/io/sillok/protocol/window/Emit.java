package io.sillok.protocol.window;

/** Which of its results a window tells. */
public enum Emit {
  /** One, when nothing can change it any more. */
  FINAL,
  /** The one in time, each that late events changed, and the final one. */
  UPDATES
}
