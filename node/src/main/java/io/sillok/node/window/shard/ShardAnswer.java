package io.sillok.node.window.shard;

import io.sillok.node.cluster.partition.NodeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a shard answers. */
public sealed interface ShardAnswer extends NodeMessage {

  /**
   * How it stands.
   *
   * @param offsets that it has come to, by input
   * @param eventTimes the largest before those, by input, in microseconds since 1970
   * @param kept offsets, by input, all that follows from the events before which is appended
   * @param watermark in microseconds since 1970
   * @param standing the watermark up to which all results stand
   * @param atEnd whether nothing more can be read of any input now: its log ended, or its next
   *     event waits for a table whose log ended
   * @param told results so far
   * @param dropped by input, so many offsets retention had dropped before they were read
   * @param retells whether it began anew without inputs that were dropped, while results stood
   * @param trouble what keeps it from going on; empty if nothing does
   */
  record Stands(
      List<Long> offsets,
      List<Long> eventTimes,
      List<Long> kept,
      long watermark,
      long standing,
      boolean atEnd,
      long told,
      long events,
      long skipped,
      long rejected,
      long pairs,
      long late,
      List<Long> dropped,
      boolean retells,
      String trouble)
      implements ShardAnswer {
    public Stands {
      offsets = List.copyOf(offsets);
      eventTimes = List.copyOf(eventTimes);
      kept = List.copyOf(kept);
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * Some results, as JSON.
   *
   * @param places behind each, to go on from
   */
  record Found(List<String> results, List<String> places, boolean more) implements ShardAnswer {

    /** What goes to another node in one piece is half as large again at most. */
    private static final int BYTES = 160 << 10;

    public Found {
      results = List.copyOf(results);
      places = List.copyOf(places);
    }

    /** As many of them as go to another node in one piece, and one at least. */
    static Found upTo(List<String> results, List<String> places, boolean more) {
      long bytes = 0;
      for (int index = 0; index < results.size(); index++) {
        bytes += bytes(results.get(index)) + bytes(places.get(index));
        if (bytes > BYTES && index > 0) {
          return new Found(results.subList(0, index), places.subList(0, index), true);
        }
      }
      return new Found(results, places, more);
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** It cannot answer now. */
  record Unavailable(String reason) implements ShardAnswer {}
}
