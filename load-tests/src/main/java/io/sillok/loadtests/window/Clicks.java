package io.sillok.loadtests.window;

import java.time.Duration;
import java.time.Instant;

/**
 * The events of all contenders: clicks of users on products, numbered from 0, {@value #PER_SECOND}
 * a second of event time. In each {@value #VISIT_SECONDS} s a quarter of the users is there, so
 * that sessions end; event times are up to {@value #JITTER_MILLIS} ms behind what their order says.
 */
public final class Clicks {

  /** Different users. */
  public static final int USERS = 10_000;

  /** Different products. */
  public static final int PRODUCTS = 1_000;

  /** Clicks in a second of event time. */
  public static final int PER_SECOND = 2_000;

  /**
   * How far an event may be behind the latest of its partition: the jitter, and what is appended at
   * the same time on other connections.
   */
  public static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

  static final int JITTER_MILLIS = 2_000;
  static final int VISIT_SECONDS = 20;

  private static final int GROUPS = 4;
  private static final int AMOUNTS = 1_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** How a stream of them is declared. */
  static final String DECLARATION =
      """
      {"kind": "keyed", "key": "userId", "eventTime": "clickedAt", "schema": {"type": "record", "name": "Clicked", "fields": [
        {"name": "userId", "type": "string"}, {"name": "productId", "type": "string"},
        {"name": "amount", "type": "long"},
        {"name": "clickedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}\
      """;

  private Clicks() {}

  /**
   * A click.
   *
   * @param time when it was, in milliseconds since 1970
   * @param amount what is summed
   */
  public record Click(String user, int product, long time, long amount) {

    /** As JSON in one line. */
    String json() {
      return "{\"userId\":\"%s\",\"productId\":\"%s\",\"amount\":%d,\"clickedAt\":\"%s\"}"
          .formatted(user, productId(), amount, Instant.ofEpochMilli(time));
    }

    String productId() {
      return "p-" + product;
    }
  }

  /** Click {@code number}. */
  public static Click click(long number) {
    long random = random(number);
    long group = number / PER_SECOND / VISIT_SECONDS % GROUPS;
    long user = part(random, 8, USERS / GROUPS) * GROUPS + group;
    long behind = part(random, 24, JITTER_MILLIS);
    return new Click(
        "u-" + user,
        (int) part(random, 40, PRODUCTS),
        START + number * MILLIS_PER_SECOND / PER_SECOND - behind,
        part(random, 16, AMOUNTS));
  }

  /** A time behind clicks 0 to before {@code count}, in milliseconds since 1970. */
  static long end(long count) {
    return START + (count + 1) * MILLIS_PER_SECOND / PER_SECOND + 1;
  }

  /** SplitMix64's step, so that near numbers have nothing in common. */
  private static long random(long number) {
    long mixed = (number + 1) * MIX;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static long part(long random, int shift, int bound) {
    return (random >>> shift & Integer.MAX_VALUE) % bound;
  }
}
