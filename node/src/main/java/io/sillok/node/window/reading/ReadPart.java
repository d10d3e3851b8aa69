package io.sillok.node.window.reading;

import io.sillok.protocol.window.run.Contribution;
import io.sillok.protocol.window.run.Summaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stretch of a partition's log has for one shard.
 *
 * @param from offset of its beginning
 * @param next offset behind it
 * @param eventTime the largest event time, or advance, up to its end
 * @param dropped so many offsets of it, the first, retention had dropped before it was read
 * @param atEnd whether the log ended there
 * @param counts of the whole stretch; of the shards one gets them
 */
public record ReadPart(
    long from,
    long next,
    long eventTime,
    long dropped,
    boolean atEnd,
    Counts counts,
    List<Contribution> contributions,
    List<LateEvent> late,
    List<RejectedEvent> rejected) {

  /** What there is at the end of a log. */
  static ReadPart nothing(long at, long eventTime) {
    return new ReadPart(at, at, eventTime, 0, true, Counts.NONE, List.of(), List.of(), List.of());
  }

  /** Writes and reads one element of a list. */
  @FunctionalInterface
  private interface Writing<T> {
    void write(T element, DataOutput out) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(DataInput in) throws IOException;
  }

  /** As it goes to another node. */
  public byte[] toBytes(Summaries<?> summaries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeLong(from);
      out.writeLong(next);
      out.writeLong(eventTime);
      out.writeLong(dropped);
      out.writeBoolean(atEnd);
      counts.write(out);
      write(contributions, (each, to) -> each.write(summaries, to), out);
      write(late, LateEvent::write, out);
      write(rejected, RejectedEvent::write, out);
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return bytes.toByteArray();
  }

  private static <T> void write(List<T> elements, Writing<T> writing, DataOutput out)
      throws IOException {
    out.writeInt(elements.size());
    for (T element : elements) {
      writing.write(element, out);
    }
  }

  /** Reads what {@link #toBytes} made. */
  public static ReadPart of(byte[] bytes, Summaries<?> summaries) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      return new ReadPart(
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readBoolean(),
          Counts.read(in),
          read(each -> Contribution.read(summaries, each), in),
          read(LateEvent::read, in),
          read(RejectedEvent::read, in));
    } catch (IOException broken) {
      throw new UncheckedIOException("What another node has read is broken", broken);
    }
  }

  private static <T> List<T> read(Reading<T> reading, DataInput in) throws IOException {
    int size = in.readInt();
    List<T> elements = new ArrayList<>(size);
    for (int index = 0; index < size; index++) {
      elements.add(reading.read(in));
    }
    return elements;
  }
}
