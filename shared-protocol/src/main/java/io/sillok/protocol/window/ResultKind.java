package io.sillok.protocol.window;

/** Which of a window's results one is. */
public enum ResultKind {
  /** The first, when the watermark has reached the window's end. */
  ON_TIME,
  /** Told again, as late events changed it. */
  LATE,
  /** The last; nothing changes it any more. */
  FINAL,
  /** Takes back one whose session has become part of another. */
  RETRACT,
  /** What a window holds by now, for whoever asks; it is never recorded, and changes. */
  PREVIEW
}
