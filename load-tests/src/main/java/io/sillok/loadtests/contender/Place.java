package io.sillok.loadtests.contender;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a contender keeps its events, as one word on a worker's command line.
 *
 * @param address host and port of Cassandra
 * @param keyspace made by the contender
 * @param serverProcess the operating system's number for Cassandra's process
 * @param directory of a contender that keeps events in files
 */
public record Place(String address, String keyspace, long serverProcess, String directory) {

  private static final Pattern WORD = Pattern.compile("cassandra:(\\S+:\\d+)/(\\w+)/(\\d+)");

  static Place cassandra(String address, String keyspace, long serverProcess) {
    return new Place(address, keyspace, serverProcess, "");
  }

  /** In files, without Cassandra. */
  public static Place directory(String directory) {
    return new Place("", "", 0, directory);
  }

  /** What {@link #word} wrote. */
  public static Place parse(String word) {
    Matcher cassandra = WORD.matcher(word);
    return cassandra.matches()
        ? cassandra(cassandra.group(1), cassandra.group(2), Long.parseLong(cassandra.group(3)))
        : directory(word);
  }

  /** All of it in one word. */
  public String word() {
    return isCassandra()
        ? "cassandra:%s/%s/%d".formatted(address, keyspace, serverProcess)
        : directory;
  }

  public boolean isCassandra() {
    return serverProcess > 0;
  }

  /** What the settings of contenders refer to. */
  Map<String, Object> settings() {
    return Map.of(
        "place.address",
        address,
        "place.keyspace",
        keyspace,
        "place.directory",
        directory,
        "today",
        LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE) + "T00:00");
  }
}
