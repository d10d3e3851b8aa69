package io.sillok.persistence.reader;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The states of all logs of a store, asked for a few at a time. */
public final class LogStates {

  private static final int AT_ONCE = 16;

  private LogStates() {}

  public static CompletionStage<List<LogState>> of(LogStore store) {
    return store.logs().thenCompose(logs -> from(store, logs, new ArrayList<>()));
  }

  private static CompletionStage<List<LogState>> from(
      LogStore store, List<LogId> logs, List<LogState> found) {
    if (logs.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    int count = Math.min(AT_ONCE, logs.size());
    List<CompletableFuture<Optional<LogState>>> states =
        logs.subList(0, count).stream()
            .map(log -> store.log(log).state().toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(states.toArray(CompletableFuture<?>[]::new))
        .thenCompose(done -> {
          states.forEach(state -> state.join().ifPresent(found::add));
          return from(store, logs.subList(count, logs.size()), found);
        });
  }
}
