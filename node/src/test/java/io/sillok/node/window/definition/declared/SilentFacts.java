package io.sillok.node.window.definition.declared;

import io.sillok.persistence.Facts;
import io.sillok.persistence.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Facts of a store that cannot be reached. */
public final class SilentFacts implements Facts {

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return CompletableFuture.failedFuture(
        new StoreException("silent", "The store is not there", null));
  }

  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    return CompletableFuture.failedFuture(
        new StoreException("silent", "The store is not there", null));
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return CompletableFuture.failedFuture(
        new StoreException("silent", "The store is not there", null));
  }
}
