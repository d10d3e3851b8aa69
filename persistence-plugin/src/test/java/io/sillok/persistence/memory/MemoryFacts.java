package io.sillok.persistence.memory;

import io.sillok.persistence.Facts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** The facts of a {@link MemoryStore}; only the store's thread touches them. */
final class MemoryFacts implements Facts {

  private final MemoryStore store;
  private final TreeMap<String, String> facts = new TreeMap<>();

  MemoryFacts(MemoryStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return store.run(() -> Optional.ofNullable(facts.get(key)));
  }

  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    return store.run(() -> {
      facts.putIfAbsent(key, value);
      return facts.getOrDefault(key, value);
    });
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return store.run(() -> {
      Map<String, String> found = new TreeMap<>(facts.tailMap(prefix));
      found.keySet().removeIf(key -> !key.startsWith(prefix));
      return found;
    });
  }
}
