package io.sillok.node.window.shard;

import io.sillok.node.cluster.NodeMessage;
import java.util.List;

/** What a shard answers. */
public sealed interface ShardAnswer extends NodeMessage {

  /**
   * How it stands.
   *
   * @param offsets that it has come to, by input
   * @param kept offsets, by input, all that follows from the events before which is appended
   * @param watermark in microseconds since 1970
   * @param atEnd whether nothing more can be read of any input now: its log ended, or its next
   *     event waits for a table whose log ended
   * @param told results so far
   * @param trouble what keeps it from going on; empty if nothing does
   */
  record Stands(
      List<Long> offsets,
      List<Long> kept,
      long watermark,
      boolean atEnd,
      long told,
      long events,
      long skipped,
      long rejected,
      long pairs,
      long late,
      String trouble)
      implements ShardAnswer {
    public Stands {
      offsets = List.copyOf(offsets);
      kept = List.copyOf(kept);
    }
  }

  /**
   * Some results, as JSON.
   *
   * @param places behind each, to go on from
   */
  record Found(List<String> results, List<String> places, boolean more) implements ShardAnswer {
    public Found {
      results = List.copyOf(results);
      places = List.copyOf(places);
    }
  }

  /** It cannot answer now. */
  record Unavailable(String reason) implements ShardAnswer {}
}
