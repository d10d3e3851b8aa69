package io.sillok.loadtests.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The events of all streams: views of product pages, numbered from 0. Event {@code n} is view
 * {@code n / 1000} of product {@code n % 1000}, so the views of a product are counted upwards.
 * About 145 bytes of JSON, in the same words whoever writes it.
 */
public final class PageViews {

  /** How many keys there are; divisible by what order is divided by. */
  public static final int PRODUCTS = 1000;

  /** How a stream of them is declared. */
  public static final String DECLARATION =
      """
      {"kind": "keyed", "key": "productId", "schema": {"type": "record", "name": "PageViewed", "fields": [
        {"name": "productId", "type": "string"}, {"name": "visit", "type": "int"},
        {"name": "visitor", "type": "string"}, {"name": "path", "type": "string"},
        {"name": "seconds", "type": "int"}, {"name": "referrer", "type": "string"}]}}\
      """;

  private static final byte[] BEGINNING = "{\"productId\":\"p-".getBytes(StandardCharsets.UTF_8);
  private static final int VISIT_AT = "{\"productId\":\"p-0000\",\"visit\":".length();
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int LONGEST_VISIT_SECONDS = 300;

  private PageViews() {}

  /** The key of event {@code number}. */
  public static String key(long number) {
    return appendKey(new StringBuilder(8), number).toString();
  }

  /** Event {@code number} as JSON. */
  public static String json(long number) {
    return append(new StringBuilder(160), number).toString();
  }

  /** The same at the end of {@code text}. */
  public static StringBuilder append(StringBuilder text, long number) {
    long random = number * MIX;
    appendKey(text.append("{\"productId\":\""), number)
        .append("\",\"visit\":")
        .append(number / PRODUCTS)
        .append(",\"visitor\":\"v-")
        .append(Long.toHexString(random))
        .append("\",\"path\":\"/products/");
    return appendKey(text, number)
        .append("\",\"seconds\":")
        .append((random >>> 8) % LONGEST_VISIT_SECONDS)
        .append(",\"referrer\":\"https://search.example/?q=tea\"}");
  }

  private static StringBuilder appendKey(StringBuilder text, long number) {
    long product = number % PRODUCTS;
    text.append("p-");
    for (int limit = PRODUCTS; limit > 1 && product < limit; limit /= 10) {
      text.append('0');
    }
    return text.append(product);
  }

  /**
   * The number of the event that {@code json} has from {@code from} on.
   *
   * @throws IllegalArgumentException if that is no such event
   */
  public static long number(byte[] json, int from) {
    int product = from + BEGINNING.length;
    if (product > json.length
        || !Arrays.equals(json, from, product, BEGINNING, 0, BEGINNING.length)) {
      throw new IllegalArgumentException("There is no page view at byte " + from);
    }
    return digits(json, from + VISIT_AT) * PRODUCTS + digits(json, product);
  }

  private static long digits(byte[] json, int from) {
    long value = 0;
    for (int at = from; at < json.length && json[at] >= '0' && json[at] <= '9'; at++) {
      value = value * 10 + (json[at] - '0');
    }
    return value;
  }

  /** A sum of the bytes of {@code json} from {@code from} to before {@code to}. */
  static long checksum(byte[] json, int from, int to) {
    CRC32C sum = new CRC32C();
    sum.update(json, from, to - from);
    return sum.getValue();
  }
}
