package io.sillok.node.table.sharded;

import io.sillok.persistence.Facts;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The tables that somebody has asked for, kept in the store, so that all nodes know them. */
final class KnownTables {

  private static final String PREFIX = "table/";

  private final Facts facts;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  KnownTables(Facts facts) {
    this.facts = facts;
  }

  /** Whether {@code table} is new to this node; it is kept from now on. */
  CompletionStage<Boolean> remember(String table) {
    return known.contains(table)
        ? CompletableFuture.completedFuture(false)
        : facts.putIfAbsent(PREFIX + table, "kept").thenApply(kept -> known.add(table));
  }

  CompletionStage<Set<String>> all() {
    return facts
        .withPrefix(PREFIX)
        .thenApply(found ->
            found.keySet().stream()
                .map(key -> key.substring(PREFIX.length()))
                .collect(Collectors.toSet()));
  }
}
