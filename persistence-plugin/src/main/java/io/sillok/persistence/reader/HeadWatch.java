package io.sillok.persistence.reader;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogGroup;
import io.sillok.persistence.writer.LogWriters;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How the live readers of a process learn of new events. Nobody of them looks by itself: what this
 * process has appended and what others tell is passed on at once, and for what nobody told of each
 * log that is followed is looked at from time to time, once for all.
 */
public final class HeadWatch {

  private final LogWriters writers;
  private final HeadLook look;
  private final Later later;
  private final Executor teller;
  private final Map<LogGroup, Entry> crowds = new ConcurrentHashMap<>();
  private final Map<Duration, Looks> looks = new ConcurrentHashMap<>();

  /**
   * @param writers append to {@code store}, and hear of what is found there
   * @param teller wakes readers
   */
  public HeadWatch(LogStore store, LogWriters writers, Later later, Executor teller) {
    this.writers = writers;
    look = new HeadLook(store, writers);
    this.later = later;
    this.teller = teller;
  }

  private record Entry(Crowd crowd, AppendListener.Subscription subscription) {}

  /** What a follower has until it closes it. */
  public interface Following extends AutoCloseable {

    /**
     * The heads of all logs of the group that are there now, by a look that those who ask at the
     * same time share.
     */
    CompletionStage<Map<LogId, Long>> heads();

    @Override
    void close();
  }

  public LogWriters writers() {
    return writers;
  }

  /**
   * Has {@code listener} called for what logs of {@code group} get from now on; for what they have
   * already ask for the heads.
   *
   * @param interval between two looks for what nobody told of, and 10 to 20 % more by chance
   */
  public Following follow(LogGroup group, Duration interval, HeadListener listener) {
    Crowd.Member member = new Crowd.Member(listener);
    Entry entry =
        Objects.requireNonNull(
            crowds.compute(
                group,
                (same, present) -> {
                  Entry joined = present == null ? begin(group) : present;
                  joined.crowd().add(member);
                  return joined;
                }));
    AppendListener.Subscription looking = keepLooking(group, interval);
    return new Following() {
      @Override
      public CompletionStage<Map<LogId, Long>> heads() {
        return entry.crowd().heads();
      }

      @Override
      public void close() {
        looking.close();
        leave(group, member);
      }
    };
  }

  private Entry begin(LogGroup group) {
    Crowd crowd = new Crowd(group, look, teller);
    return new Entry(crowd, writers.subscribe(group, crowd));
  }

  private void leave(LogGroup group, Crowd.Member member) {
    crowds.computeIfPresent(
        group,
        (same, entry) -> {
          if (!entry.crowd().remove(member)) {
            return entry;
          }
          entry.subscription().close();
          return null;
        });
  }

  /**
   * Has the logs of {@code group} looked at from time to time; listeners of {@link #writers} hear
   * what is found.
   */
  public AppendListener.Subscription keepLooking(LogGroup group, Duration interval) {
    Looks shared = looks.computeIfAbsent(interval, any -> new Looks(any, look, later));
    shared.add(group);
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        shared.remove(group);
      }
    };
  }
}
