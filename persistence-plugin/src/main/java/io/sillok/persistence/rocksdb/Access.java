package io.sillok.persistence.rocksdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * How the parts of a store reach it: reads block a thread of {@code readers}, {@code writer} takes
 * changes.
 */
record Access(Database database, Consumer<Change> writer, Executor readers) {

  <T> CompletionStage<T> read(Database.Query<T> query) {
    try {
      return CompletableFuture.supplyAsync(() -> database.read(query), readers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** As {@link #read}, on the calling thread. */
  <T> T now(Database.Query<T> query) {
    return database.read(query);
  }

  void submit(Change change) {
    writer.accept(change);
  }
}
