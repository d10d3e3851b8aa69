package io.sillok.persistence.rocksdb.files;

import io.sillok.persistence.StoreException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a store's directory, each with what to do about it. */
public final class StoreFaults {

  /** How file systems and RocksDB put it, which have no type for it. */
  private static final Pattern NO_SPACE =
      Pattern.compile("no space left|not enough space|quota exceeded", Pattern.CASE_INSENSITIVE);

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

  /** There is no store in {@code directory}; {@code why} goes on behind its name. */
  public static StoreException missing(Path directory, String why) {
    return new StoreException(
        "store-missing",
        "%s %s; name the directory that a node keeps its store in".formatted(directory, why),
        null);
  }

  /** A backup would take the place of something. */
  public static StoreException backupExists(Path target) {
    return new StoreException(
        "backup-exists",
        "%s exists already, and a backup replaces nothing; choose a new name".formatted(target),
        null);
  }

  /** A backup is restored into a directory of its own. */
  public static StoreException notEmpty(Path directory) {
    return new StoreException(
        "store-not-empty",
        "%s is not empty; restore into an empty or a new directory".formatted(directory),
        null);
  }

  /** The files in {@code directory} cannot be read. */
  public static StoreException unreadable(Path directory, Throwable cause) {
    return new StoreException(
        "store-unreadable",
        "The store %s cannot be read: %s; mend its permissions or its disk"
            .formatted(directory, reason(cause)),
        cause);
  }

  /** {@code directory} cannot be created or written. */
  public static StoreException unwritable(Path directory, Throwable cause) {
    String reason = reason(cause);
    boolean full = NO_SPACE.matcher(reason).find();
    return new StoreException(
        "store-unwritable",
        "The store's directory %s cannot be written: %s; %s, or choose another directory"
            .formatted(directory, reason, full ? "free space on its disk" : "mend its permissions"),
        cause);
  }

  /** Why it failed, in words: the exceptions of the file system often name a path alone. */
  private static String reason(Throwable cause) {
    return switch (cause) {
      case AccessDeniedException denied -> "access to %s is denied".formatted(denied.getFile());
      case NoSuchFileException missing -> "%s does not exist".formatted(missing.getFile());
      case FileAlreadyExistsException file -> "%s is not a directory".formatted(file.getFile());
      case FileSystemException other when other.getReason() != null ->
          "%s (%s)".formatted(other.getReason(), other.getFile());
      default -> String.valueOf(cause.getMessage());
    };
  }
}
