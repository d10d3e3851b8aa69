package io.sillok.protocol.window.run;

/**
 * What was told and is kept of some events: their number, and an accumulator for each aggregate.
 */
public final class Summary {

  private final Object[] accumulators;
  private long count;

  Summary(Object[] accumulators, long count) {
    this.accumulators = accumulators;
    this.count = count;
  }

  /** How many events there are. */
  public long count() {
    return count;
  }

  void counted(long more) {
    count += more;
  }

  Object[] accumulators() {
    return accumulators;
  }
}
