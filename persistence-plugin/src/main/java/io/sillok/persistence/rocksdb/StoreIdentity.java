package io.sillok.persistence.rocksdb;

import io.sillok.persistence.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What a store is for its whole life, recorded when it is created. */
final class StoreIdentity {

  /** Grows when an older version could not read what a newer one writes. */
  static final int FORMAT = 1;

  private static final String FORMAT_KEY = "format";
  private static final String PARTITIONS_KEY = "partitions";

  private StoreIdentity() {}

  /**
   * Compares what is recorded with {@code settings}.
   *
   * @return whether anything is recorded
   * @throws StoreException {@code store-format} or {@code store-partitions}
   */
  static boolean check(Database database, RocksDbSettings settings) throws RocksDBException {
    Optional<Integer> format = find(database, FORMAT_KEY);
    if (format.isEmpty()) {
      return false;
    }
    Path directory = settings.directory();
    if (format.get() != FORMAT) {
      throw new StoreException(
          "store-format",
          "The store %s has format %d, but this version of Sillok knows format %d; start the version"
                  .formatted(directory, format.get(), FORMAT)
              + " that wrote it",
          null);
    }
    int partitions = partitions(database);
    if (partitions != settings.partitions()) {
      throw new StoreException(
          "store-partitions",
          "The store %s was created with %d partitions, which never change, but %d are configured;"
                  .formatted(directory, partitions, settings.partitions())
              + " set sillok.persistence.partitions = "
              + partitions,
          null);
    }
    return true;
  }

  /** The recorded number of partitions; 0 if nothing is recorded. */
  static int partitions(Database database) throws RocksDBException {
    return find(database, PARTITIONS_KEY).orElse(0);
  }

  static void stage(Database database, WriteBatch batch, RocksDbSettings settings)
      throws RocksDBException {
    put(database, batch, FORMAT_KEY, FORMAT);
    put(database, batch, PARTITIONS_KEY, settings.partitions());
  }

  private static void put(Database database, WriteBatch batch, String key, int value)
      throws RocksDBException {
    byte[] encoded = RocksDbFacts.encode(Integer.toString(value));
    batch.put(database.family(Column.META), Keys.storeFact(key), encoded);
  }

  private static Optional<Integer> find(Database database, String key) throws RocksDBException {
    return Optional.ofNullable(database.get(Column.META, Keys.storeFact(key)))
        .map(value -> Integer.parseInt(RocksDbFacts.decode(key, value)));
  }
}
