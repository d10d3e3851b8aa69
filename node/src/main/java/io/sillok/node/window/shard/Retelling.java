package io.sillok.node.window.shard;

import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.Windowing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a shard tells results where some stand that do not follow again, for retention has dropped
 * what they followed from: their numbers say nothing then. All that was due before the last of them
 * stands; those that are due later are known by their windows.
 *
 * @param due all results that were due before it stand, in microseconds since 1970
 * @param until the watermark from which on nothing is told of windows that have results by then
 */
record Retelling(long due, long until) {

  /** Of one that has never had to. */
  static final Retelling NONE = new Retelling(Window.BEGINNING, Window.BEGINNING);

  /**
   * The last result that stands of a window.
   *
   * @param end of the window, in microseconds since 1970
   */
  record Stands(long end, int version, ResultKind kind) {}

  /** Whether a shard whose watermark is {@code watermark} still has to. */
  boolean isAt(long watermark) {
    return watermark < until;
  }

  /** Whether any shard ever had to. */
  boolean isAny() {
    return !equals(NONE);
  }

  /** With one more result that stands. */
  Retelling with(Stands result, Windowing windowing) {
    long last = later(result.end(), windowing.held());
    return new Retelling(
        Math.max(due, result.kind() == ResultKind.FINAL ? last : result.end()),
        Math.max(until, last));
  }

  private static long later(long time, long by) {
    return time > EventTimes.MAX - by ? Window.NEVER : time + by;
  }

  /**
   * Whether {@code result}, or what came behind it, was told.
   *
   * @param stands of its window; null if nothing does
   */
  boolean isTold(WindowResult result, @Nullable Stands stands) {
    if (result.due() < due) {
      return true;
    }
    if (stands == null) {
      return false;
    }
    return switch (result.kind()) {
      case ON_TIME, LATE ->
          stands.kind() == ResultKind.FINAL || result.version() <= stands.version();
      case FINAL -> stands.kind() == ResultKind.FINAL;
      case RETRACT, PREVIEW -> false;
    };
  }

  /** {@code result} with a version that is behind that of what stands of its window. */
  static WindowResult behind(WindowResult result, @Nullable Stands stands) {
    if (stands == null || result.version() > stands.version()) {
      return result;
    }
    int version = stands.version() + (result.kind() == ResultKind.RETRACT ? 0 : 1);
    return new WindowResult(
        result.key(),
        result.window(),
        version,
        result.kind(),
        result.due(),
        result.count(),
        result.values(),
        result.failure());
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(due);
    out.writeLong(until);
  }

  static Retelling read(DataInput in) throws IOException {
    return new Retelling(in.readLong(), in.readLong());
  }
}
