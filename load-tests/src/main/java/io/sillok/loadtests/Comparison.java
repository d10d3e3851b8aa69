package io.sillok.loadtests;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Ours and its peers at the same work, in turn. */
public interface Comparison extends AutoCloseable {

  /** The name on the command line, such as {@code journal-embedded}. */
  String name();

  /** One paragraph for {@code RESULTS.md}: the work, what was durable on each side, and the aim. */
  String about();

  /** The shapes of the work, such as {@code 1000 entities × 1}. */
  List<String> shapes();

  /** The contenders; ours is the first. */
  List<String> contenders();

  /** Those of them that are ours, and are held against the peers. */
  default List<String> ours() {
    return List.of(contenders().getFirst());
  }

  /** Does the work once, warm-up included. */
  Sample measure(String contender, String shape) throws IOException, InterruptedException;

  /** The peers that ours is held against; none where nothing else does the same work. */
  default List<Aim> aims() {
    return List.of();
  }

  /** What figures of ours are to keep to. */
  default List<Bound> bounds() {
    return List.of();
  }

  /** What is aimed at, in words. */
  default String aim() {
    return aims().stream()
        .map(aim -> "%.1f to %s".formatted(aim.ratio(), aim.peer()))
        .collect(Collectors.joining(" and ", "a ratio of at least ", ""));
  }

  /** What each contender promises; nothing where the paragraph says it all. */
  default List<Guarantee> guarantees() {
    return List.of();
  }

  /**
   * Looks, after all samples, whether each contender kept what it acknowledged.
   *
   * @return what was looked at, in a sentence for {@code RESULTS.md}; empty for nothing
   * @throws IOException if a contender did not
   */
  default String verify() throws IOException {
    return "";
  }

  /** Stops what the work needed. */
  @Override
  default void close() throws IOException {}

  /**
   * A peer and how far ours is to be ahead of it.
   *
   * @param peer a contender
   * @param ratio the least ratio of medians, ours to the peer's; 0 where none is aimed at yet
   */
  record Aim(String peer, double ratio) {}

  /**
   * A figure and the most that its median may be.
   *
   * @param figure the heading of its column, which holds its unit, such as {@code ready s}
   * @param most in that unit; a multiple of the median of {@code base}, if there is one
   * @param base the contender that is held against at the same shape; empty for none
   */
  record Bound(String shape, String contender, String figure, double most, String base) {

    /** On a figure by itself. */
    public static Bound of(String shape, String contender, String figure, double most) {
      return new Bound(shape, contender, figure, most, "");
    }
  }

  /**
   * What one run gave.
   *
   * @param rate operations per second
   * @param p50Millis median latency
   * @param p99Millis latency that one in a hundred exceeds
   * @param operations counted in the measured time
   * @param extras further figures by the headings of their columns, which hold their units
   */
  record Sample(
      double rate,
      double p50Millis,
      double p99Millis,
      long operations,
      SortedMap<String, Double> extras) {

    public Sample {
      extras = Collections.unmodifiableSortedMap(new TreeMap<>(extras));
    }

    public Sample(double rate, double p50Millis, double p99Millis, long operations) {
      this(rate, p50Millis, p99Millis, operations, new TreeMap<>());
    }

    /** With {@code more} figures. */
    public Sample with(Map<String, Double> more) {
      SortedMap<String, Double> all = new TreeMap<>(extras);
      all.putAll(more);
      return new Sample(rate, p50Millis, p99Millis, operations, all);
    }
  }
}
