package io.sillok.node.window.shard;

import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How far a shard has come in each of its inputs, and what it could not read of them, for it was
 * dropped before.
 */
final class Progress {

  private final WindowTimes times;
  private final long[] offsets;
  private final long[] eventTimes;
  private final long[] dropped;
  private Counts counts = Counts.NONE;
  private Retelling retelling = Retelling.NONE;

  /** At the beginning of {@code inputs} partitions. */
  Progress(WindowTimes times, int inputs) {
    this.times = times;
    offsets = new long[inputs];
    eventTimes = new long[inputs];
    dropped = new long[inputs];
    Arrays.fill(eventTimes, Window.BEGINNING);
  }

  /** Whether {@code part} goes on where the shard is. */
  boolean isNext(int input, ReadPart part) {
    return offsets[input] == part.from();
  }

  void take(int input, ReadPart part) {
    offsets[input] = part.next();
    eventTimes[input] = part.eventTime();
    dropped[input] += part.dropped();
    counts = counts.plus(part.counts());
  }

  int inputs() {
    return offsets.length;
  }

  /** By input, the offset that is read next. */
  List<Long> offsets() {
    return Arrays.stream(offsets).boxed().toList();
  }

  /** By input, the largest event time, or advance, before that. */
  List<Long> eventTimes() {
    return Arrays.stream(eventTimes).boxed().toList();
  }

  /** By input, so many offsets retention had dropped before they were read. */
  List<Long> dropped() {
    return Arrays.stream(dropped).boxed().toList();
  }

  /** How it tells what it has told before it began anew, if it did. */
  Retelling retelling() {
    return retelling;
  }

  void retell(Retelling how) {
    retelling = how;
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

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(offsets.length);
      for (int input = 0; input < offsets.length; input++) {
        out.writeLong(offsets[input]);
        out.writeLong(eventTimes[input]);
      }
      counts.write(out);
      for (long each : dropped) {
        out.writeLong(each);
      }
      retelling.write(out);
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return bytes.toByteArray();
  }

  /** So many offsets of all inputs were passed by what {@link #toBytes} gave. */
  static long reached(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long reached = 0;
    for (int inputs = in.getInt(); inputs > 0; inputs--) {
      reached += in.getLong();
      in.getLong(); // event time
    }
    return reached;
  }

  long reached() {
    return Arrays.stream(offsets).sum();
  }

  static Progress of(WindowTimes times, byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      Progress progress = new Progress(times, in.readInt());
      for (int input = 0; input < progress.offsets.length; input++) {
        progress.offsets[input] = in.readLong();
        progress.eventTimes[input] = in.readLong();
      }
      progress.counts = Counts.read(in);
      if (in.available() > 0) { // else it was kept before there was any more
        for (int input = 0; input < progress.dropped.length; input++) {
          progress.dropped[input] = in.readLong();
        }
        progress.retelling = Retelling.read(in);
      }
      return progress;
    } catch (IOException broken) {
      throw new UncheckedIOException("What is kept of a projection's progress is broken", broken);
    }
  }
}
