package io.sillok.persistence.rocksdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** How the parts of a store reach it: reads block a thread of {@code readers}, writes queue. */
record Access(Database database, Committer committer, Executor readers) {

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
    committer.submit(change);
  }
}
