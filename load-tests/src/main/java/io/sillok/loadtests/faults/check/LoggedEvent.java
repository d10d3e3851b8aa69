package io.sillok.loadtests.faults.check;

/**
 * An event as it stands in the log.
 *
 * @param id who sent it, and which of theirs it is
 * @param key of its page
 * @param time its event time in milliseconds
 * @param number that it carries
 */
public record LoggedEvent(
    int partition, long offset, String id, String key, long time, long number) {

  /** Where it stands. */
  public Place place() {
    return new Place(partition, offset);
  }
}
