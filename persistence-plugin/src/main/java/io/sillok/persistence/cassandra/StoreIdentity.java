package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.sillok.persistence.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a store is for its whole life, recorded when it is created. */
final class StoreIdentity {

  /** Grows when an older version could not read what a newer one writes. */
  private static final int FORMAT = 1;

  private static final String FORMAT_NAME = "format";
  private static final String PARTITIONS_NAME = "partitions";

  private final CassandraSettings settings;
  private final CassandraFacts facts;

  StoreIdentity(CqlSession session, CassandraSettings settings, Executor executor) {
    this.settings = settings;
    Cql cql = new Cql(session, settings, executor);
    facts = new CassandraFacts(cql, new Timer(executor), CassandraFacts.STORE);
  }

  /**
   * Compares what is recorded with the settings, and records it in a new store.
   *
   * @throws StoreException {@code store-format} or {@code store-partitions}
   */
  void check() {
    int format = standing(FORMAT_NAME, FORMAT);
    if (format != FORMAT) {
      throw new StoreException(
          "store-format",
          "Keyspace %s has format %d, but this version of Sillok knows format %d; start the version that"
                  .formatted(settings.keyspace(), format, FORMAT)
              + " wrote it",
          null);
    }
    int partitions = standing(PARTITIONS_NAME, settings.partitions());
    if (partitions != settings.partitions()) {
      throw new StoreException(
          "store-partitions",
          "Keyspace %s was created with %d partitions, which never change, but %d are configured; set"
                  .formatted(settings.keyspace(), partitions, settings.partitions())
              + " sillok.persistence.partitions = "
              + partitions,
          null);
    }
  }

  /**
   * The number of partitions that the store was created with.
   *
   * @throws StoreException {@code store-missing} when it was not created yet
   */
  int partitions() {
    return find(PARTITIONS_NAME)
        .map(Integer::parseInt)
        .orElseThrow(() ->
            new StoreException(
                "store-missing",
                "Keyspace %s has tables but holds no store yet; start something that writes first"
                    .formatted(settings.keyspace()),
                null));
  }

  private int standing(String name, int value) {
    return Integer.parseInt(
        find(name).orElseGet(() -> await(facts.putIfAbsent(name, Integer.toString(value)))));
  }

  private Optional<String> find(String name) {
    return await(facts.get(name));
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw CassandraFaults.of("finding out what the store is", e);
    }
  }
}
