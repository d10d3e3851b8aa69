package io.sillok.persistence.pekko.heads;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.Interest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The heads of the logs that this process appends to, and which of them others have not been told
 * yet: of each log the latest only. Thread-safe; what nobody wants costs a look into a map.
 */
final class NewHeads {

  private final Map<LogId, Long> heads = new ConcurrentHashMap<>();
  private final Set<LogId> untold = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile Interest wanted = Interest.NONE;

  /** What anybody wants to be told from now on; {@link #of} answers what they have missed. */
  void want(Interest interest) {
    wanted = interest;
  }

  /** The head of {@code log} is {@code head}; whether to have {@link #take} called. */
  boolean moved(LogId log, long head) {
    heads.merge(log, head, Math::max);
    if (!wanted.covers(log)) {
      return false;
    }
    untold.add(log);
    return asked.compareAndSet(false, true);
  }

  /** Takes what others have not been told. */
  Map<LogId, Long> take() {
    asked.set(false);
    Map<LogId, Long> taken = new HashMap<>();
    for (Iterator<LogId> logs = untold.iterator(); logs.hasNext(); ) {
      LogId log = logs.next();
      logs.remove(); // before the head is read, so that a later one is not lost
      taken.put(log, heads.getOrDefault(log, 0L));
    }
    return taken;
  }

  /** All heads that {@code interest} covers, told or not. */
  Map<LogId, Long> of(Interest interest) {
    return covered(interest, heads);
  }

  /** Those of {@code heads} that {@code interest} covers. */
  static Map<LogId, Long> covered(Interest interest, Map<LogId, Long> heads) {
    Map<LogId, Long> covered = new HashMap<>();
    if (interest.all() || interest.logs().size() > heads.size()) {
      heads.forEach((log, head) -> {
        if (interest.covers(log)) {
          covered.put(log, head);
        }
      });
    } else {
      for (LogId log : interest.logs()) {
        Long head = heads.get(log);
        if (head != null) {
          covered.put(log, head);
        }
      }
    }
    return covered;
  }
}
