package io.sillok.node.window.reading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What became of events; it adds up: {@code events = counted + skipped + rejected}, and {@code
 * pairs = included + late}.
 *
 * @param events that were read
 * @param skipped that do not pass the filter, or remove a key
 * @param rejected for which there was no answer
 * @param pairs of the other events with each of their windows
 * @param late those of the pairs where the event was too late for the window
 */
public record Counts(long events, long skipped, long rejected, long pairs, long late) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  /** Pairs of events with windows that hold them. */
  public long included() {
    return pairs - late;
  }

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        events + other.events,
        skipped + other.skipped,
        rejected + other.rejected,
        pairs + other.pairs,
        late + other.late);
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(events);
    out.writeLong(skipped);
    out.writeLong(rejected);
    out.writeLong(pairs);
    out.writeLong(late);
  }

  public static Counts read(DataInput in) throws IOException {
    return new Counts(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
