package io.sillok.persistence;

/**
 * Names one log.
 *
 * @param name the entity type or stream; not empty, without U+0000
 * @param partition from 0 to the store's number of partitions, exclusive
 */
public record LogId(String name, int partition) {

  public LogId {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A log's name must not be empty nor contain U+0000");
    }
    if (partition < 0) {
      throw new IllegalArgumentException("A partition must be at least 0, but is " + partition);
    }
  }

  @Override
  public String toString() {
    return name + "/" + partition;
  }
}
