package io.sillok.node.cluster.formation;

import io.sillok.persistence.Facts;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Whose a store is: it is claimed by the first cluster that uses it, and gets an id then. */
public final class StoreIdentity {

  private static final String FACT = "sillok-cluster";

  private StoreIdentity() {}

  /**
   * The id of the store. The stage fails with {@link DisagreementException} if it is another
   * cluster's.
   *
   * @param where the store is, in words
   */
  public static CompletionStage<String> claim(Facts facts, String cluster, String where) {
    return facts
        .putIfAbsent(FACT, cluster + " " + UUID.randomUUID())
        .thenApply(stands -> {
          String[] parts = stands.split(" ", -1);
          if (!parts[0].equals(cluster)) {
            throw new DisagreementException(
                "The logs in %s are those of the cluster %s, but this node is of the cluster %s; set sillok.node.cluster.name to %s, or choose another store"
                    .formatted(where, parts[0], cluster, parts[0]));
          }
          return parts[1];
        });
  }
}
