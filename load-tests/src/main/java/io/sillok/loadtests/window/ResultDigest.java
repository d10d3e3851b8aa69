package io.sillok.loadtests.window;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What results say, in whichever order they came.
 *
 * @param count how many there are
 * @param sha256 over all of them in the order of their text
 */
public record ResultDigest(long count, String sha256) {

  /** Collects results of one contender. */
  static final class Builder {

    private final List<String> lines = new ArrayList<>();

    /** Adds one, times in milliseconds since 1970. */
    void add(String key, long start, long end, long count, long sum) {
      add(key + ',' + start + ',' + end + ',' + count + ',' + sum);
    }

    /** Adds {@code key,start,end,count,sum}. */
    void add(String line) {
      lines.add(line);
    }

    /** How many there are so far. */
    long count() {
      return lines.size();
    }

    ResultDigest build() {
      lines.sort(null);
      MessageDigest digest = sha256();
      for (String line : lines) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return new ResultDigest(lines.size(), HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException never) {
        throw new IllegalStateException("Each Java has SHA-256", never);
      }
    }
  }

  /**
   * Compares all of it.
   *
   * @throws IllegalStateException if {@code contender} has told anything else
   */
  public void requireSame(ResultDigest told, String contender) {
    if (!equals(told)) {
      throw new IllegalStateException(
          "%s told %,d results of digest %s, but there should be %,d of digest %s"
              .formatted(contender, told.count, told.sha256, count, sha256));
    }
  }
}
