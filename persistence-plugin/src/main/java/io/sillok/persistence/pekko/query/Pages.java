package io.sillok.persistence.pekko.query;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a query reads page by page.
 *
 * @param <C> a place to read on from
 * @param <T> what is read
 */
interface Pages<C, T> extends AutoCloseable {

  /** The page at {@code cursor}; empty when there is nothing more yet. */
  CompletionStage<Page<C, T>> read(C cursor);

  /** Whether the query goes on for ever, and so waits for a store that cannot be reached. */
  default boolean isLive() {
    return false;
  }

  /** Has {@code wake} called when there may be more; does nothing for a query that ends. */
  default void onMore(Runnable wake) {}

  /** The query has ended. */
  @Override
  default void close() {}

  /**
   * Some items, and where to read on.
   *
   * @param last no page follows
   * @param large takes so much memory that the next is read only when it is wanted
   */
  record Page<C, T>(List<T> items, C next, boolean last, boolean large) {

    Page(List<T> items, C next, boolean last) {
      this(items, next, last, false);
    }
  }
}
