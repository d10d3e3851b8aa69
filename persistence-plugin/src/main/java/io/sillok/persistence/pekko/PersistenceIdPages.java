package io.sillok.persistence.pekko;

import io.sillok.persistence.EntityIndex;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The persistence ids that are there, in byte order; the cursor is the last one read. */
final class PersistenceIdPages implements Pages<String, String> {

  private final EntityIndex entities;
  private final String last;
  private final int pageSize;

  /**
   * @param last ends the query, so that it need not keep up with those who add ids
   */
  PersistenceIdPages(EntityIndex entities, String last, int pageSize) {
    this.entities = entities;
    this.last = last;
    this.pageSize = pageSize;
  }

  @Override
  public CompletionStage<Page<String, String>> read(String cursor) {
    return entities.persistenceIds("", cursor, pageSize).thenApply(ids -> page(cursor, ids));
  }

  private Page<String, String> page(String cursor, List<String> ids) {
    if (ids.isEmpty()) {
      return new Page<>(ids, cursor, true);
    }
    int end = ids.indexOf(last);
    List<String> wanted = end < 0 ? ids : ids.subList(0, end + 1);
    return new Page<>(wanted, wanted.getLast(), end >= 0);
  }
}
