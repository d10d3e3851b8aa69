package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which logs may hold more than was read, so that no others are asked. One reader; anybody may tell
 * it of new heads meanwhile.
 */
final class Unread {

  private final Map<LogId, Long> told = new ConcurrentHashMap<>();

  /** By log, the head to read up to; those that wait longest first. */
  private final Map<LogId, Long> waiting = new LinkedHashMap<>();

  /** {@code log} has grown to {@code head} at least. */
  void tell(LogId log, long head) {
    told.merge(log, head, Math::max);
  }

  /** Takes at most {@code limit} logs to read at {@code position}, in fair turns. */
  List<LogId> take(Position position, int limit) {
    // What is told anew meanwhile stays for the next time.
    told.entrySet()
        .removeIf(entry -> {
          waiting.merge(entry.getKey(), entry.getValue(), Math::max);
          return true;
        });
    List<LogId> taken = new ArrayList<>(limit);
    Iterator<Map.Entry<LogId, Long>> all = waiting.entrySet().iterator();
    while (all.hasNext() && taken.size() < limit) {
      Map.Entry<LogId, Long> entry = all.next();
      if (position.next(entry.getKey()) >= entry.getValue()) {
        all.remove();
      } else {
        taken.add(entry.getKey());
      }
    }
    return taken;
  }

  /**
   * {@code log} was read up to {@code next}, and waits again behind the others if there is more.
   */
  void read(LogId log, long next) {
    Long head = waiting.remove(log);
    if (head != null && next < head) {
      waiting.put(log, head);
    }
  }

  /** {@code log} has nothing more; the head that was told of it, 0 if none was. */
  long exhausted(LogId log) {
    Long head = waiting.remove(log);
    return head == null ? 0 : head;
  }
}
