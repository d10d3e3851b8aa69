package io.sillok.client.projection;

import io.sillok.client.failure.UnexpectedAnswerException;

/** Why a window is told at this time. */
public enum ResultKind {
  /** What it holds by now; told to who asks, and recorded nowhere. */
  PREVIEW,
  /** The watermark has come to its end. */
  ON_TIME,
  /** Late events have changed it. */
  LATE,
  /** Nothing changes it any more. */
  FINAL,
  /** Takes back the result before: its session has become part of another one. */
  RETRACT;

  static ResultKind of(String text) {
    for (ResultKind kind : values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    throw new UnexpectedAnswerException("There is no kind of results '%s'".formatted(text), null);
  }
}
