package io.sillok.node.window.shard;

import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How far a shard has come in each of its inputs. */
final class Progress {

  private final WindowTimes times;
  private final long[] offsets;
  private final long[] eventTimes;
  private Counts counts = Counts.NONE;

  /** At the beginning of {@code inputs} partitions. */
  Progress(WindowTimes times, int inputs) {
    this.times = times;
    offsets = new long[inputs];
    eventTimes = new long[inputs];
    Arrays.fill(eventTimes, Window.BEGINNING);
  }

  /** Whether {@code part} goes on where the shard is. */
  boolean isNext(int input, ReadPart part) {
    return offsets[input] == part.from();
  }

  void take(int input, ReadPart part) {
    offsets[input] = part.next();
    eventTimes[input] = part.eventTime();
    counts = counts.plus(part.counts());
  }

  int inputs() {
    return offsets.length;
  }

  /** The offset that is read next. */
  long offset(int input) {
    return offsets[input];
  }

  /** The largest event time, or advance, before that. */
  long eventTime(int input) {
    return eventTimes[input];
  }

  /** No event before it will be in time. */
  long clock(int input) {
    return times.clock(eventTimes[input]);
  }

  /** The least clock of all inputs. */
  long watermark() {
    long least = Window.NEVER;
    for (int input = 0; input < eventTimes.length; input++) {
      least = Math.min(least, clock(input));
    }
    return least;
  }

  /** Of all that was taken. */
  Counts counts() {
    return counts;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(offsets.length);
    for (int input = 0; input < offsets.length; input++) {
      out.writeLong(offsets[input]);
      out.writeLong(eventTimes[input]);
    }
    counts.write(out);
  }

  static Progress read(WindowTimes times, DataInput in) throws IOException {
    Progress progress = new Progress(times, in.readInt());
    for (int input = 0; input < progress.offsets.length; input++) {
      progress.offsets[input] = in.readLong();
      progress.eventTimes[input] = in.readLong();
    }
    progress.counts = Counts.read(in);
    return progress;
  }
}
