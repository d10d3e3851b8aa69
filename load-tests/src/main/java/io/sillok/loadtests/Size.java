package io.sillok.loadtests;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How large a run is; environment variables make it smaller for trials, or larger. */
public final class Size {

  private static final String PREFIX = "SILLOK_LOAD_";

  /** Not a size: the jars are there. */
  private static final String BUILT = PREFIX + "BUILT";

  private static final int SECONDS = 4;
  private static final int EVENTS = 1_000_000;
  private static final int CONNECTIONS = 8;
  private static final int PARTITIONS = 32;
  private static final int READERS = 3_000;

  private Size() {}

  /** {@code SILLOK_LOAD_SECONDS}: how long a sample is measured; other times go with it. */
  public static Duration measured() {
    return Duration.ofSeconds(seconds(SECONDS));
  }

  /** The same, of a sample that takes {@code otherwise} as a rule. */
  static int seconds(int otherwise) {
    return of("SECONDS", otherwise);
  }

  /** Before each sample on a server and by a client that have warmed up before. */
  public static Duration warmUp() {
    return measured().dividedBy(3);
  }

  /** {@code SILLOK_LOAD_EVENTS}: how many events wait for their readers. */
  public static int events() {
    return of("EVENTS", EVENTS);
  }

  /** {@code SILLOK_LOAD_CONNECTIONS}: how many clients work at the same time. */
  public static int connections() {
    return of("CONNECTIONS", CONNECTIONS);
  }

  /** {@code SILLOK_LOAD_PARTITIONS}: of a stream of ours, as by default, and of a peer's topic. */
  public static int partitions() {
    return of("PARTITIONS", PARTITIONS);
  }

  /** {@code SILLOK_LOAD_READERS}: how many readers are idle. */
  public static int readers() {
    return of("READERS", READERS);
  }

  /** {@code SILLOK_LOAD_RATE}: how many customers come each second. */
  public static int rate(int otherwise) {
    return of("RATE", otherwise);
  }

  /** {@code SILLOK_LOAD_DURATION}: for how many seconds they come. */
  public static int durationSeconds(int otherwise) {
    return of("DURATION", otherwise);
  }

  /** {@code SILLOK_LOAD_P99_MILLIS}: a longer p99 of a kind of request fails the run. */
  public static int p99Millis(int otherwise) {
    return of("P99_MILLIS", otherwise);
  }

  /** Says that figures are those of a trial, if the environment makes it one; else empty. */
  public static String trial() {
    return trial(System.getenv());
  }

  static String trial(Map<String, String> environment) {
    String sizes =
        new TreeMap<>(environment)
            .entrySet().stream()
                .filter(each -> each.getKey().startsWith(PREFIX) && !each.getKey().equals(BUILT))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    return sizes.isEmpty()
        ? ""
        : "**A trial with other sizes than usual (%s), not to be cited.** ".formatted(sizes);
  }

  private static int of(String name, int otherwise) {
    String variable = PREFIX + name;
    String text = System.getenv().getOrDefault(variable, Integer.toString(otherwise));
    try {
      int size = Integer.parseInt(text);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from 1 on, but is %s".formatted(variable, text));
  }
}
