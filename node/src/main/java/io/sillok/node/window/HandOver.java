package io.sillok.node.window;

import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.Windowing;

/**
 * How far a version of a projection has told its windows when the next one takes over, in
 * microseconds since 1970.
 *
 * @param watermark windows that end by then were told on time
 * @param finals windows that end by then were told for the last time
 */
public record HandOver(long watermark, long finals) {

  /** Of a version with {@code windowing} whose watermark has come to {@code watermark}. */
  public static HandOver at(long watermark, Windowing windowing) {
    return new HandOver(
        watermark,
        watermark == Window.NEVER || watermark < Window.BEGINNING + windowing.held()
            ? watermark
            : watermark - windowing.held());
  }
}
