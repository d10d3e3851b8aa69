package io.sillok.loadtests.faults.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened when, in milliseconds since the beginning. Thread-safe. */
public final class Timeline {

  /** What is counted by the second. */
  public enum Series {
    /** Commands that were answered for good. */
    COMMANDS,
    /** Events that were appended. */
    APPENDS,
    /** Windows whose results were told. */
    WINDOWS,
    /** Events that readers have read. */
    READINGS,
    /** Events that the named consumer has read. */
    CONSUMED,
    /** Items of the queue that workers have done. */
    DONE,
    /** Tries that were not answered for good: they are made again. */
    ERRORS
  }

  /** A command of an entity in {@code partition} that was begun and answered for good. */
  record Success(long began, long at, int partition) {}

  private final long began = System.nanoTime();
  private final Map<Series, Map<Integer, LongAdder>> counts = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
  private final List<Success> successes = new ArrayList<>();
  private final Map<Integer, List<Long>> windows = new TreeMap<>();
  private final List<Span> spans = new ArrayList<>();

  /** Milliseconds since the beginning. */
  public long now() {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** Counts {@code many} of {@code series} now. */
  public void count(Series series, long many) {
    counts
        .computeIfAbsent(series, none -> new ConcurrentHashMap<>())
        .computeIfAbsent((int) (now() / 1000), none -> new LongAdder())
        .add(many);
  }

  /** A try failed, and is made again. */
  public void failed(String reason) {
    count(Series.ERRORS, 1);
    reasons.computeIfAbsent(reason, none -> new LongAdder()).increment();
  }

  /**
   * A command of an entity in {@code partition} was answered for good.
   *
   * @param began when it was, in milliseconds since the beginning
   */
  public void answered(int partition, long began) {
    count(Series.COMMANDS, 1);
    synchronized (this) {
      successes.add(new Success(began, now(), partition));
    }
  }

  /** A reader of windows got one that stands in {@code partition} of the results. */
  public void told(int partition) {
    count(Series.WINDOWS, 1);
    synchronized (this) {
      windows.computeIfAbsent(partition, none -> new ArrayList<>()).add(now());
    }
  }

  /** Begins a fault. */
  public synchronized Span begin(String fault) {
    Span span = new Span(fault, now(), totals());
    spans.add(span);
    return span;
  }

  /** Ends a fault. */
  public void end(Span span) {
    span.end(now(), totals());
  }

  /** All faults, in order. */
  public synchronized List<Span> spans() {
    return List.copyOf(spans);
  }

  /** By second; seconds without any are not there. */
  public Map<Integer, Long> perSecond(Series series) {
    Map<Integer, Long> seconds = new TreeMap<>();
    counts
        .getOrDefault(series, Map.of())
        .forEach((second, many) -> seconds.put(second, many.sum()));
    return seconds;
  }

  /** So many there were in the time of a fault, until now if it lasts. */
  public long during(Series series, Span span) {
    return span.after().orElseGet(this::totals).getOrDefault(series, 0L)
        - span.before().getOrDefault(series, 0L);
  }

  /** So many there were. */
  public long total(Series series) {
    return perSecond(series).values().stream().mapToLong(Long::longValue).sum();
  }

  /** So many there were of each. */
  public Map<Series, Long> totals() {
    Map<Series, Long> totals = new EnumMap<>(Series.class);
    for (Series series : Series.values()) {
      totals.put(series, total(series));
    }
    return totals;
  }

  /** Why tries failed, and how often. */
  public Map<String, Long> reasons() {
    Map<String, Long> all = new TreeMap<>();
    reasons.forEach((reason, many) -> all.put(reason, many.sum()));
    return all;
  }

  /** The longest time between {@code from} and {@code to} in which no command was answered. */
  public synchronized Duration longestGap(long from, long to) {
    return Gaps.longest(successes.stream().map(Success::at).toList(), from, to);
  }

  /**
   * The longest time in which no command was answered of one partition, of all in which there are
   * entities.
   */
  public Duration longestGapOfPartition(long from, long to) {
    return longest(longestGaps(from, to));
  }

  /** The longest time in which no window of one partition was told, of all that have some. */
  public synchronized Duration longestGapOfWindows(long from, long to) {
    return longest(gaps(windows, from, to));
  }

  /** The same of each partition in which there are entities. */
  public synchronized Map<Integer, Duration> longestGaps(long from, long to) {
    Map<Integer, List<Long>> times = new TreeMap<>();
    successes.forEach(success ->
        times.computeIfAbsent(success.partition(), none -> new ArrayList<>()).add(success.at()));
    return gaps(times, from, to);
  }

  private static Map<Integer, Duration> gaps(Map<Integer, List<Long>> times, long from, long to) {
    Map<Integer, Duration> gaps = new TreeMap<>();
    times.forEach((partition, each) -> gaps.put(partition, Gaps.longest(each, from, to)));
    return gaps;
  }

  private static Duration longest(Map<Integer, Duration> gaps) {
    return gaps.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /**
   * Whether each of {@code partitions} in which there are entities has answered a command that
   * began at {@code from} or later.
   */
  public synchronized boolean isAnsweredInAll(long from, Set<Integer> partitions) {
    Set<Integer> open = new HashSet<>();
    successes.forEach(success -> open.add(success.partition()));
    open.retainAll(partitions);
    successes.stream()
        .filter(success -> success.began() >= from)
        .forEach(success -> open.remove(success.partition()));
    return open.isEmpty();
  }

  /**
   * When the first command of an entity in {@code partitions} was answered of those that began at
   * {@code from} or later; -1 if none was. An answer to an earlier one may have been on its way.
   */
  public synchronized long firstAnswered(long from, Set<Integer> partitions) {
    return successes.stream()
        .filter(success -> success.began() >= from && partitions.contains(success.partition()))
        .mapToLong(Success::at)
        .min()
        .orElse(-1);
  }
}
