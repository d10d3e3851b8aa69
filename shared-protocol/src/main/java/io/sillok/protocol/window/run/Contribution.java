package io.sillok.protocol.window.run;

import io.sillok.protocol.window.aggregate.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What events of one partition add to the windows of a key: those that no result tells apart are
 * one.
 *
 * @param place as {@link Placed} has it
 * @param since as {@link Placed} has it
 * @param offset of the event where it is but one, which matters for the order of sessions; else 0
 * @param summary of the events; whoever takes the contribution in may change it
 */
public record Contribution(String key, long place, long since, long offset, Summary summary) {

  /** Writes it, with what {@code summaries} writes of the events. */
  public void write(Summaries<?> summaries, DataOutput out) throws IOException {
    Texts.write(key, out);
    out.writeLong(place);
    out.writeLong(since);
    out.writeLong(offset);
    summaries.write(summary, out);
  }

  /** Reads what {@link #write} wrote. */
  public static Contribution read(Summaries<?> summaries, DataInput in) throws IOException {
    return new Contribution(
        Texts.read(in), in.readLong(), in.readLong(), in.readLong(), summaries.read(in));
  }
}
