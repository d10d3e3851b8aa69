package io.sillok.persistence.reader;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.writer.LogWriters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks a store how far its logs reach, and has listeners told of those that have grown. */
record HeadLook(LogStore store, LogWriters writers) {

  private static final int AT_ONCE = 32;

  private record Head(LogId log, long offset) {}

  /** The heads of the logs that are there and {@code wanted}. */
  CompletionStage<Map<LogId, Long>> at(Predicate<LogId> wanted) {
    try {
      return store
          .logs()
          .thenCompose(logs -> heads(logs.stream().filter(wanted).toList()))
          .thenApply(heads -> heads.stream().collect(Collectors.toMap(Head::log, Head::offset)));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<List<Head>> heads(List<LogId> logs) {
    return InTurns.of(logs, AT_ONCE, this::head);
  }

  private CompletionStage<Head> head(LogId log) {
    return store
        .log(log)
        .head(writers.knownHead(log))
        .thenApply(head -> {
          writers.moved(log, head);
          return new Head(log, head);
        });
  }
}
