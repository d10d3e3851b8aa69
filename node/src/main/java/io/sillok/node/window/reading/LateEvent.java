package io.sillok.node.window.reading;

import io.sillok.protocol.window.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An event that was too late for a window.
 *
 * @param time of the event, in microseconds since 1970
 * @param clock of its partition, with it
 */
public record LateEvent(
    String key, Window window, String stream, int partition, long offset, long time, long clock) {

  void write(DataOutput out) throws IOException {
    out.writeUTF(key);
    out.writeLong(window.start());
    out.writeLong(window.end());
    out.writeUTF(stream);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(time);
    out.writeLong(clock);
  }

  static LateEvent read(DataInput in) throws IOException {
    return new LateEvent(
        in.readUTF(),
        new Window(in.readLong(), in.readLong()),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
