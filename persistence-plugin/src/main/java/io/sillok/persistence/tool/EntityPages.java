package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.LogStore;
import java.util.List;
import java.util.function.Consumer;

/** Goes through all persistence ids of a store. */
final class EntityPages {

  private static final int PAGE = 1000;

  private EntityPages() {}

  /** Calls {@code use} with page after page, in byte order. */
  static void forEach(LogStore store, Consumer<List<String>> use) {
    List<String> page = await(store.entities().persistenceIds("", "", PAGE));
    while (!page.isEmpty()) {
      use.accept(page);
      page = await(store.entities().persistenceIds("", page.getLast(), PAGE));
    }
  }
}
