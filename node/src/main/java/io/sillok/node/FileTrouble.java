package io.sillok.node;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a file or directory cannot be used, in words. */
public final class FileTrouble {

  private FileTrouble() {}

  /** Names the reason alone; the caller knows the file. */
  public static String inWords(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException taken -> "it exists and is no directory";
      case NotDirectoryException file -> "it is no directory";
      case FileSystemException other -> orUnknown(other.getReason());
      default -> orUnknown(failure.getMessage());
    };
  }

  private static String orUnknown(@Nullable String reason) {
    return Objects.requireNonNullElse(reason, "for a reason that the system does not tell");
  }
}
