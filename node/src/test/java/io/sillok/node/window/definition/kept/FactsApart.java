package io.sillok.node.window.definition.kept;

import io.sillok.persistence.Facts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Facts of a store that several tests share, each with those that begin with its own prefix. */
record FactsApart(Facts facts, String apart) implements Facts {

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return facts.get(apart + key);
  }

  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    return facts.putIfAbsent(apart + key, value);
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return facts
        .withPrefix(apart + prefix)
        .thenApply(found ->
            found.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> entry.getKey().substring(apart.length()), Map.Entry::getValue)));
  }
}
