package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether readers saw every event once per read, in the order of the log. A read of a partition
 * goes on from event to event; where one begins anew, at a place from which it was to be read
 * again, it is another read.
 */
public final class ReadingCheck {

  /**
   * Offsets of a partition, as they came.
   *
   * @param reached behind the last that had been read of it when this began; 0 for none
   */
  public record Read(int partition, long reached, List<Long> offsets) {

    public Read {
      offsets = List.copyOf(offsets);
    }
  }

  private ReadingCheck() {}

  /**
   * @param who has read
   * @param reads all of them
   * @param log all that stands there in the end
   * @param again so many events at most are read again by a read that begins anew
   * @param least so many events must have been read
   */
  public static Finding of(
      String who, List<Read> reads, List<LoggedEvent> log, int again, long least) {
    Map<Integer, List<Long>> standing = new TreeMap<>();
    log.forEach(event ->
        standing.computeIfAbsent(event.partition(), none -> new ArrayList<>()).add(event.offset()));
    standing.values().forEach(offsets -> offsets.sort(null));
    List<String> violations = new ArrayList<>();
    Map<Integer, Integer> ended = new HashMap<>();
    long checked = 0;
    for (Read read : reads) {
      List<Long> offsets = standing.getOrDefault(read.partition(), List.of());
      checked += read.offsets().size();
      check(read, offsets, again, ended, violations);
    }
    standing.forEach((partition, offsets) -> {
      int seen = ended.getOrDefault(partition, 0);
      if (seen < offsets.size()) {
        violations.add(
            "partition %d was read up to %d of its %d events"
                .formatted(partition, seen, offsets.size()));
      }
    });
    return new Finding(
        who + " has seen every event once per read, in order", checked, least, violations);
  }

  private static void check(
      Read read,
      List<Long> standing,
      int again,
      Map<Integer, Integer> ended,
      List<String> violations) {
    if (read.offsets().isEmpty()) {
      return;
    }
    int begins = standing.indexOf(read.offsets().getFirst());
    int before = (int) standing.stream().filter(offset -> offset < read.reached()).count();
    if (begins < 0 || begins > before) {
      violations.add(
          "a read of partition %d began at offset %d, and only %d events before it had been read"
              .formatted(read.partition(), read.offsets().getFirst(), before));
      return;
    }
    if (begins < before - again) {
      violations.add(
          "a read of partition %d began at offset %d, %d events before what had been read; at most %d are read again"
              .formatted(read.partition(), read.offsets().getFirst(), before - begins, again));
    }
    int ends = Math.min(begins + read.offsets().size(), standing.size());
    List<Long> expected = standing.subList(begins, ends);
    if (!expected.equals(read.offsets())) {
      violations.add(
          "partition %d: offsets came as %s, and stand as %s"
              .formatted(
                  read.partition(),
                  around(read.offsets(), expected),
                  around(expected, read.offsets())));
    }
    ended.merge(read.partition(), ends, Math::max);
  }

  /** What is around the first place where two lists differ. */
  private static List<Long> around(List<Long> list, List<Long> other) {
    int place = 0;
    while (place < Math.min(list.size(), other.size())
        && list.get(place).equals(other.get(place))) {
      place++;
    }
    return list.subList(Math.max(0, place - 2), Math.min(list.size(), place + 3));
  }
}
