package io.sillok.persistence;

/**
 * Decides which log an entity's events go to. Slices are Pekko's, so that a shard region can be cut
 * along partitions.
 *
 * @param partitions from 1 to {@value #SLICES}; fixed for the life of a store
 */
public record Partitioner(int partitions) {

  /** The number of slices that Pekko divides persistence ids into. */
  public static final int SLICES = 1024;

  /** The log of persistence ids that name no type. */
  public static final String DEFAULT_LOG = "default";

  /**
   * Begins the persistence ids that durable states are kept under, and the names of their logs. No
   * other persistence id may begin so.
   */
  public static final String STATE_PREFIX = "state@";

  public Partitioner {
    if (partitions < 1 || partitions > SLICES) {
      throw new IllegalArgumentException(
          "The number of partitions must be between 1 and %d, but is %d"
              .formatted(SLICES, partitions));
    }
  }

  /** The slice of {@code persistenceId}, from 0 to 1023, as Pekko computes it. */
  public static int slice(String persistenceId) {
    return Math.abs(persistenceId.hashCode() % SLICES);
  }

  /** Whether the slice of {@code persistenceId} is from {@code min} to {@code max}. */
  public static boolean isInSlices(String persistenceId, int min, int max) {
    int slice = slice(persistenceId);
    return min <= slice && slice <= max;
  }

  /** Whether {@code name}, a persistence id or the name of a log, belongs to durable states. */
  public static boolean isState(String name) {
    return name.startsWith(STATE_PREFIX);
  }

  /** The persistence id that the durable state of {@code persistenceId} is kept under. */
  public static String stateId(String persistenceId) {
    return STATE_PREFIX + persistenceId;
  }

  /** The log that takes the durable states of {@code entityType}. */
  public static String stateLog(String entityType) {
    return STATE_PREFIX + entityType;
  }

  /** The persistence id whose durable state is kept under {@code stateId}. */
  public static String ofStateId(String stateId) {
    return stateId.substring(STATE_PREFIX.length());
  }

  /** The partition that covers {@code slice}: each covers a contiguous range of slices. */
  public int partitionOfSlice(int slice) {
    return slice * partitions / SLICES;
  }

  /** The partition of {@code persistenceId}; a durable state is in that of its entity. */
  public int partition(String persistenceId) {
    return partitionOfSlice(
        slice(isState(persistenceId) ? ofStateId(persistenceId) : persistenceId));
  }

  /** The log that takes the events of {@code persistenceId}. */
  public LogId log(String persistenceId) {
    String name =
        isState(persistenceId) ? stateLog(name(ofStateId(persistenceId))) : name(persistenceId);
    return new LogId(name, partition(persistenceId));
  }

  private static String name(String persistenceId) {
    int separator = persistenceId.indexOf('|');
    if (separator <= 0) {
      return DEFAULT_LOG;
    }
    String name = persistenceId.substring(0, separator);
    return name.indexOf('\0') < 0 ? name : DEFAULT_LOG;
  }
}
