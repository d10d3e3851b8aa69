package io.sillok.persistence.rocksdb.files;

import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The write-ahead log without its torn tails, for a look that must leave them where they are.
 * RocksDB itself must not see them: in every mode it reads for ever where a torn byte looks like
 * the type of a record in a recycled log.
 */
public final class WholeLog implements AutoCloseable {

  private final Path directory;
  private final boolean copied;

  private WholeLog(Path directory, boolean copied) {
    this.directory = directory;
    this.copied = copied;
  }

  /**
   * The log of {@code store}: a copy that ends with this object if there are torn tails, and the
   * log itself if there are none.
   */
  public static WholeLog of(Path store, List<TornTail> tornTails) throws IOException {
    if (tornTails.isEmpty()) {
      return new WholeLog(store, false);
    }
    WholeLog whole = new WholeLog(Files.createTempDirectory("sillok-look"), true);
    try {
      for (Path file : WriteAheadLog.files(store)) {
        whole.copy(file, tornTails);
      }
      return whole;
    } catch (IOException | RuntimeException | Error e) {
      whole.close();
      throw e;
    }
  }

  /** Where its files are. */
  public Path directory() {
    return directory;
  }

  private void copy(Path file, List<TornTail> tornTails) throws IOException {
    long bytes =
        tornTails.stream()
            .filter(tail -> tail.file().equals(file))
            .mapToLong(TornTail::from)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    try (InputStream in = Files.newInputStream(file)) {
      int kept = (int) Math.min(bytes, Files.size(file));
      Files.write(directory.resolve(file.getFileName()), in.readNBytes(kept));
    }
  }

  @Override
  public void close() {
    if (copied) {
      StoreFiles.remove(directory);
    }
  }
}
