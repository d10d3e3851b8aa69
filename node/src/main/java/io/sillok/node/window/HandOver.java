package io.sillok.node.window;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.Windowing;

/**
 * How far a version of a projection, or a shard of it, has told its windows when another one takes
 * over, in microseconds since 1970.
 *
 * @param watermark windows that end by then were told on time
 * @param finals windows that end by then were told for the last time
 */
public record HandOver(long watermark, long finals) {

  /** Of what has told nothing. */
  public static final HandOver NOTHING = new HandOver(Window.BEGINNING, Window.BEGINNING);

  /** Of a version with {@code windowing} whose watermark has come to {@code watermark}. */
  public static HandOver at(long watermark, Windowing windowing) {
    return at(watermark, windowing.held());
  }

  /**
   * @param held so long behind a window's end its last result is due, in microseconds
   */
  public static HandOver at(long watermark, long held) {
    return new HandOver(
        watermark,
        watermark == Window.NEVER || watermark < Window.BEGINNING + held
            ? watermark
            : watermark - held);
  }

  /** So long behind a window's end its last result was due, in microseconds. */
  public long held() {
    return watermark - finals;
  }

  /** As far as the one that is farther, in each. */
  public HandOver later(HandOver other) {
    return new HandOver(Math.max(watermark, other.watermark), Math.max(finals, other.finals));
  }

  /** As far as the one that is less far, in each. */
  public HandOver earlier(HandOver other) {
    return new HandOver(Math.min(watermark, other.watermark), Math.min(finals, other.finals));
  }

  /**
   * Whether a result is none of those that come behind. What is not told on time changes, takes
   * back or ends what a window has told before, so it comes behind until the window is final.
   *
   * @param end of its window
   */
  public boolean covers(ResultKind kind, long end) {
    return end <= (kind == ResultKind.ON_TIME ? watermark : finals);
  }

  /** Whether it may have been told by then. */
  public boolean mayHaveTold(ResultKind kind, long end) {
    return end <= (kind == ResultKind.FINAL ? finals : watermark);
  }
}
