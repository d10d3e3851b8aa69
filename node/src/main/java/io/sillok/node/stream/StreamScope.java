package io.sillok.node.stream;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.query.LogScope;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The logs of some partitions. */
record StreamScope(String log, Set<Integer> partitions) implements LogScope {

  @Override
  public boolean covers(LogId id) {
    return id.name().equals(log) && partitions.contains(id.partition());
  }

  @Override
  public CompletionStage<List<LogId>> present(LogStore store) {
    return CompletableFuture.completedFuture(
        partitions.stream().sorted().map(partition -> new LogId(log, partition)).toList());
  }
}
