package io.sillok.persistence.rocksdb.files;

import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The write-ahead log without its torn tails, for a look that must leave them where they are.
 * RocksDB itself must not see them: in every mode it reads for ever where a torn byte looks like
 * the type of a record in a recycled log.
 */
public final class WholeLog implements AutoCloseable {

  /** In the store, where there is room for what it holds. */
  private static final String PLACE = "look";

  private final Path directory;
  private final boolean copied;

  private WholeLog(Path directory, boolean copied) {
    this.directory = directory;
    this.copied = copied;
  }

  /**
   * The log of {@code store}: one beside it that ends with this object if there are torn tails, and
   * the log itself if there are none. Only what is torn is copied.
   */
  public static WholeLog of(Path store, List<TornTail> tornTails) throws IOException {
    if (tornTails.isEmpty()) {
      return new WholeLog(store, false);
    }
    WholeLog whole = new WholeLog(place(store), true);
    try {
      for (Path file : WriteAheadLog.files(store)) {
        whole.add(file, tornTails);
      }
      return whole;
    } catch (IOException | RuntimeException | Error e) {
      whole.close();
      throw e;
    }
  }

  /** A store that only may be read, such as a backup, is looked at from elsewhere. */
  private static Path place(Path store) throws IOException {
    if (!Files.isWritable(store)) {
      return Files.createTempDirectory("sillok-look");
    }
    Path place = store.resolve(PLACE);
    StoreFiles.remove(place); // of one that was broken off
    return Files.createDirectory(place);
  }

  /** Where its files are. */
  public Path directory() {
    return directory;
  }

  private void add(Path file, List<TornTail> tornTails) throws IOException {
    OptionalLong torn =
        tornTails.stream()
            .filter(tail -> tail.file().equals(file))
            .mapToLong(TornTail::from)
            .findFirst();
    Path added = directory.resolve(file.getFileName());
    if (torn.isPresent() || !linked(file, added)) {
      copy(file, added, Math.min(torn.orElse(Long.MAX_VALUE), Files.size(file)));
    }
  }

  /** The same file under a second name; not all file systems have that. */
  private static boolean linked(Path file, Path name) throws IOException {
    try {
      Files.createLink(name, file);
      return true;
    } catch (FileSystemException | UnsupportedOperationException notHere) {
      return false;
    }
  }

  private static void copy(Path file, Path copy, long bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Files.write(copy, in.readNBytes(Math.toIntExact(bytes)));
    }
  }

  @Override
  public void close() {
    if (copied) {
      StoreFiles.remove(directory);
    }
  }
}
