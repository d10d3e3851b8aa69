package io.sillok.persistence.rocksdb.files;

import io.sillok.persistence.StoreException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a store's directory, each with what to do about it. */
public final class StoreFaults {

  private StoreFaults() {}

  /** A file does not hold what was written; {@code problem} says where and how. */
  public static StoreException corrupt(Path file, String problem, @Nullable Throwable cause) {
    return new StoreException(
        "store-corrupt",
        "%s is damaged: %s. Nothing was changed; restore the directory from a backup, or move it away"
                .formatted(file, problem)
            + " to start empty",
        cause);
  }

  /** Another process, or this one, holds {@code directory}. */
  public static StoreException locked(Path directory, String holder) {
    return new StoreException(
        "store-locked",
        "The store %s is in use by %s; stop it, or choose another directory"
            .formatted(directory, holder),
        null);
  }

  /** {@code directory} cannot be created or written. */
  public static StoreException unwritable(Path directory, Throwable cause) {
    return new StoreException(
        "store-unwritable",
        "The store's directory %s cannot be written (%s); mend its permissions or choose another one"
            .formatted(directory, cause),
        cause);
  }
}
