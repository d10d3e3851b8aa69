package io.sillok.persistence.pekko.heads;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.Interest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What nodes tell each other. */
public sealed interface HeadMessage {

  /** In one message, so that it fits the smallest frame that Artery is commonly set to. */
  int BYTES = 64 << 10;

  /**
   * All that the sender's readers listen to; answered with {@link Heads}, and sent again until it
   * is.
   *
   * @param version grows with each change, from 1
   * @param unacquainted the sender does not know the receiver's interest
   */
  record Interested(long version, Interest interest, boolean unacquainted) implements HeadMessage {}

  /**
   * Logs that the sender has appended to, and their heads at least.
   *
   * @param answers the version of the interest that this answers; 0 if it answers none
   */
  record Heads(long answers, Map<LogId, Long> heads) implements HeadMessage {

    public Heads {
      heads = Map.copyOf(heads);
    }

    /** {@code heads} in messages of bounded size: at least one. */
    static List<Heads> of(long answers, Map<LogId, Long> heads) {
      List<Heads> all = new ArrayList<>();
      Map<LogId, Long> part = new LinkedHashMap<>();
      long size = 0;
      for (Map.Entry<LogId, Long> head : heads.entrySet()) {
        part.put(head.getKey(), head.getValue());
        size += head.getKey().name().getBytes(StandardCharsets.UTF_8).length + 12L;
        if (size >= BYTES) {
          all.add(new Heads(answers, part));
          part.clear();
          size = 0;
        }
      }
      if (!part.isEmpty() || all.isEmpty()) {
        all.add(new Heads(answers, part));
      }
      return all;
    }
  }
}
