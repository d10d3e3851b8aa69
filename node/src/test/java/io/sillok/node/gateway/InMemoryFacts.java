package io.sillok.node.gateway;

import io.sillok.persistence.Facts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;

/** Facts of a store that is gone with the test. */
public final class InMemoryFacts implements Facts {

  private final ConcurrentSkipListMap<String, String> facts = new ConcurrentSkipListMap<>();

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(facts.get(key)));
  }

  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    String standing = facts.putIfAbsent(key, value);
    return CompletableFuture.completedFuture(standing == null ? value : standing);
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return CompletableFuture.completedFuture(
        Map.copyOf(facts.subMap(prefix, prefix + Character.MAX_VALUE)));
  }
}
