package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many events there are. */
final class Count<E> implements Aggregate<E, Count.Counted, Long> {

  static final class Counted {
    private long events;
  }

  @Override
  public Counted zero() {
    return new Counted();
  }

  @Override
  public Counted add(Counted counted, E event, Occurrence at) {
    counted.events++;
    return counted;
  }

  @Override
  public Counted merge(Counted counted, Counted other) {
    counted.events += other.events;
    return counted;
  }

  @Override
  public Long result(Counted counted) {
    return counted.events;
  }

  @Override
  public void write(Counted counted, DataOutput out) throws IOException {
    out.writeLong(counted.events);
  }

  @Override
  public Counted read(DataInput in) throws IOException {
    Counted counted = new Counted();
    counted.events = in.readLong();
    return counted;
  }
}
