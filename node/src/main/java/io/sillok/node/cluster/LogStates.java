package io.sillok.node.cluster;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** How all logs of a store stand. */
final class LogStates {

  /** A store is asked for so many at a time: there may be thousands, and it has other work. */
  private static final int AT_ONCE = 64;

  private LogStates() {}

  /** Those that hold at least one block. Fails if the store does not answer. */
  static CompletionStage<List<LogState>> of(LogStore store) {
    return store
        .logs()
        .thenCompose(logs -> {
          CompletionStage<List<LogState>> all = CompletableFuture.completedFuture(List.of());
          for (int from = 0; from < logs.size(); from += AT_ONCE) {
            List<LogId> some = logs.subList(from, Math.min(logs.size(), from + AT_ONCE));
            all =
                all.thenCompose(before ->
                    of(store, some)
                        .thenApply(more -> Stream.concat(before.stream(), more.stream()).toList()));
          }
          return all;
        });
  }

  private static CompletionStage<List<LogState>> of(LogStore store, List<LogId> logs) {
    List<CompletableFuture<Optional<LogState>>> states =
        logs.stream().map(log -> store.log(log).state().toCompletableFuture()).toList();
    return CompletableFuture.allOf(states.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all -> states.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }
}
