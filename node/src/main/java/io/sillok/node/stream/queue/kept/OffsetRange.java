package io.sillok.node.stream.queue.kept;

/**
 * Offsets in a row.
 *
 * @param from the first of them, from 0
 * @param to the one behind the last; greater than {@code from}
 */
public record OffsetRange(long from, long to) {

  public OffsetRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "A range of offsets must begin at 0 or later and hold at least one, but is %d to %d"
              .formatted(from, to));
    }
  }

  public long size() {
    return to - from;
  }
}
