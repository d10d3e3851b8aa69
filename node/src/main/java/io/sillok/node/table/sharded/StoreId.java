package io.sillok.node.table.sharded;

import io.sillok.persistence.Facts;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Names a store, so that what was made of its logs is told from what was made of others. */
public final class StoreId {

  private static final String FACT = "store-of-tables";

  private StoreId() {}

  /** That of the store of {@code facts}; it is given one when it is asked for first. */
  public static CompletionStage<String> of(Facts facts) {
    return facts.putIfAbsent(FACT, UUID.randomUUID().toString());
  }
}
