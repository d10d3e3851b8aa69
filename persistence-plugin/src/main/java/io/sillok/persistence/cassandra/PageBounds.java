package io.sillok.persistence.cassandra;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.util.List;

/** Which sequence numbers a page of an entity's events may hold, and at most how many. */
record PageBounds(long from, long to, int limit) {

  PageBounds upTo(long end) {
    return new PageBounds(from, Math.min(to, end), limit);
  }

  /** Adds to {@code page} those of {@code events}, ascending, that it may hold behind its last. */
  void add(List<IndexedEvent> page, List<IndexedEvent> events) {
    for (IndexedEvent event : events) {
      long number = numberOf(event);
      boolean next = page.isEmpty() || numberOf(page.getLast()) < number;
      if (page.size() < limit && number >= from && number <= to && next) {
        page.add(event);
      }
    }
  }

  static long numberOf(IndexedEvent event) {
    return event.event().sequenceNumber();
  }
}
