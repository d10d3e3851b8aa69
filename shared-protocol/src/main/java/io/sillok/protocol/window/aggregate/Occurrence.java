package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which event of a stream one is, in the order in which windows see events.
 *
 * @param time its event time, in microseconds since 1970
 */
public record Occurrence(long time, int partition, long offset) implements Comparable<Occurrence> {

  /** By event time, then by partition, then by offset. */
  @Override
  public int compareTo(Occurrence other) {
    int byTime = Long.compare(time, other.time);
    if (byTime != 0) {
      return byTime;
    }
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(time);
    out.writeInt(partition);
    out.writeLong(offset);
  }

  static Occurrence read(DataInput in) throws IOException {
    return new Occurrence(in.readLong(), in.readInt(), in.readLong());
  }
}
