package io.sillok.loadtests;

import java.io.IOException;
import java.util.List;

/** Ours and a peer at the same work, in turn. */
public interface Comparison {

  /** The name on the command line, such as {@code journal-embedded}. */
  String name();

  /** One paragraph for {@code RESULTS.md}: the work, what was durable on each side, and the aim. */
  String about();

  /** The shapes of the work, such as {@code 1000 entities × 1}. */
  List<String> shapes();

  /** The contenders; ours is the first, and the ratio is ours to the other's. */
  List<String> contenders();

  /** Does the work once, warm-up included. */
  Sample measure(String contender, String shape) throws IOException, InterruptedException;

  /** The least ratio of medians that is aimed at. */
  double aim();

  /**
   * What one run gave.
   *
   * @param rate operations per second
   * @param p50Millis median latency
   * @param p99Millis latency that one in a hundred exceeds
   * @param operations counted in the measured time
   */
  record Sample(double rate, double p50Millis, double p99Millis, long operations) {}
}
