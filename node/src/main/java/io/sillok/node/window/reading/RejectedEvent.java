package io.sillok.node.window.reading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An event that a projection has no answer for.
 *
 * @param time of the event, in microseconds since 1970
 * @param reason for people
 */
public record RejectedEvent(String stream, int partition, long offset, long time, String reason) {

  /** As much as {@link DataOutput#writeUTF} surely takes. */
  private static final int LONGEST_REASON = 2_000;

  public RejectedEvent {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(stream);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(time);
    out.writeUTF(reason);
  }

  static RejectedEvent read(DataInput in) throws IOException {
    return new RejectedEvent(
        in.readUTF(), in.readInt(), in.readLong(), in.readLong(), in.readUTF());
  }
}
