package io.sillok.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

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

  /**
   * Begins the persistence ids that the events of streams are written under: one for each log of a
   * stream, {@code stream@NAME|PARTITION}. No other persistence id may begin so.
   */
  public static final String STREAM_PREFIX = "stream@";

  /** A number with as many digits as 1023 at most, so that each log has one id only. */
  private static final Pattern PARTITION = Pattern.compile("0|[1-9][0-9]{0,3}");

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

  /** Whether {@code persistenceId} is one that the events of a stream's partition have. */
  public static boolean isStream(String persistenceId) {
    return persistenceId.startsWith(STREAM_PREFIX);
  }

  /**
   * The persistence id that all events of the stream whose log is {@code log} are written under.
   */
  public static String streamId(LogId log) {
    return STREAM_PREFIX + log.name() + '|' + log.partition();
  }

  /** Why no entity may be named {@code id}, nor a type of entities; nothing if any may. */
  public static Optional<String> reservation(String id) {
    if (isState(id)) {
      return Optional.of(reservation(STATE_PREFIX, "durable states"));
    }
    return isStream(id)
        ? Optional.of(reservation(STREAM_PREFIX, "the events of streams"))
        : Optional.empty();
  }

  private static String reservation(String prefix, String what) {
    return "ids that begin with \"%s\" are kept for %s".formatted(prefix, what);
  }

  /** The partition that covers {@code slice}: each covers a contiguous range of slices. */
  public int partitionOfSlice(int slice) {
    return slice * partitions / SLICES;
  }

  /**
   * The partition of {@code persistenceId}: a durable state is in that of its entity, a stream's
   * events are in the one that their id names.
   *
   * @throws IllegalArgumentException when it is kept for streams and names no log of this store
   */
  public int partition(String persistenceId) {
    if (isStream(persistenceId)) {
      return streamLog(persistenceId).partition();
    }
    return partitionOfSlice(
        slice(isState(persistenceId) ? ofStateId(persistenceId) : persistenceId));
  }

  /**
   * The partition of {@code key} in a stream, where Pekko's slices do not matter: similar keys are
   * spread, too. Never changes. FNV-1a in 64 bits over UTF-8, then the finalizer of MurmurHash3, as
   * the low bits of FNV are of low bits alone.
   */
  public int spread(String key) {
    long hash = 0xcbf29ce484222325L;
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), partitions);
  }

  /**
   * The log that takes the events of {@code persistenceId}.
   *
   * @throws IllegalArgumentException as {@link #partition} does
   */
  public LogId log(String persistenceId) {
    if (isStream(persistenceId)) {
      return streamLog(persistenceId);
    }
    String name =
        isState(persistenceId) ? stateLog(name(ofStateId(persistenceId))) : name(persistenceId);
    return new LogId(name, partition(persistenceId));
  }

  /** Reads what {@link #streamId} has written. */
  private LogId streamLog(String streamId) {
    int bar = streamId.lastIndexOf('|');
    String partition = streamId.substring(bar + 1);
    if (bar <= STREAM_PREFIX.length()
        || !PARTITION.matcher(partition).matches()
        || Integer.parseInt(partition) >= partitions) {
      throw new IllegalArgumentException(
          "Persistence id %s names no log of a stream: it must be %sNAME|PARTITION with a partition"
                  .formatted(streamId, STREAM_PREFIX)
              + " from 0 to %d".formatted(partitions - 1));
    }
    return new LogId(streamId.substring(STREAM_PREFIX.length(), bar), Integer.parseInt(partition));
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
