package io.sillok.protocol.window.lookup;

import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.PartitionClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one partition of a stream had for each key, at each time. A change takes effect at its time,
 * or, if it comes late, at the clock of its partition with it: the largest event time so far, minus
 * the bound of disorder. So what held at a time before the clock stays as it is for ever, and
 * depends on nothing but the log.
 *
 * @param <V> what a change is, which may be that there is no value any more
 */
public final class TimedTable<V> {

  private final PartitionClock clock;

  /** By key and by the time from which on they hold. */
  private final Map<String, TreeMap<Long, V>> changes = new HashMap<>();

  /**
   * @param outOfOrderness how late a change may come and take effect at its own time
   */
  public TimedTable(Duration outOfOrderness) {
    clock = new PartitionClock(new WindowTimes(Lateness.of(outOfOrderness)));
  }

  /**
   * The next change in the log.
   *
   * @param time in microseconds since 1970
   */
  public void change(String key, long time, V change) {
    put(key, Math.max(time, clock.at(time)), change);
  }

  /** The next change in the log, whose time cannot be right: it counts from the clock on. */
  public void changeWithoutTime(String key, V change) {
    put(key, clock.clock(), change);
  }

  /** Of those at the same time the last in the log counts. */
  private void put(String key, long time, V change) {
    changes.computeIfAbsent(key, none -> new TreeMap<>()).put(time, change);
  }

  /** Event time goes on in the log without a change. */
  public void advance(long time) {
    clock.at(time);
  }

  /** What held before this time is known. */
  public long complete() {
    return clock.clock();
  }

  public boolean isComplete(long time) {
    return complete() > time;
  }

  /**
   * The last change of {@code key} that had taken effect at {@code time}.
   *
   * @throws IllegalStateException if that is not known yet
   */
  public Optional<V> find(String key, long time) {
    if (!isComplete(time)) {
      throw new IllegalStateException(
          "What holds at %d is not known yet, but only what does before %d"
              .formatted(time, complete()));
    }
    TreeMap<Long, V> ofKey = changes.get(key);
    return ofKey == null
        ? Optional.empty()
        : Optional.ofNullable(ofKey.floorEntry(time)).map(Map.Entry::getValue);
  }
}
