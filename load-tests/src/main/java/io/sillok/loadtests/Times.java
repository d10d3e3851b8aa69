package io.sillok.loadtests;

/**
 * How long a sample takes; the environment variable {@code SILLOK_LOAD_SECONDS} shortens trials.
 */
public final class Times {

  private static final int SECONDS = Size.seconds(8);

  private Times() {}

  /** Of warm-up. */
  public static int warmUpSeconds() {
    return SECONDS;
  }

  /** That are measured. */
  public static int seconds() {
    return SECONDS;
  }

  /** For people. */
  public static String describe() {
    return "%d s of warm-up, %d s measured".formatted(SECONDS, SECONDS);
  }
}
