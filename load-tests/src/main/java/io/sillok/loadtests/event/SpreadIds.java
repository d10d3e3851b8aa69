package io.sillok.loadtests.event;

/**
 * Ids of entities that are spread over all partitions however few there are: those of ids that
 * follow each other are near each other, since slices are Pekko's.
 */
public final class SpreadIds {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private SpreadIds() {}

  /** The id of entity {@code number}; no two are the same. */
  public static String of(long number) {
    return "p-%016x".formatted(number * MIX);
  }
}
