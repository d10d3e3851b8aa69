package io.sillok.loadtests.faults.check;

/** A place in a stream's logs. */
public record Place(int partition, long offset) {

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
