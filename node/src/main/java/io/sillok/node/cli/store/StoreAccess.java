package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work on stores without a node; what a store fails with becomes the command's message. */
public final class StoreAccess {

  private StoreAccess() {}

  /** Backs up the store in {@code directory} into {@code target}. */
  public static Backup backup(Path directory, Path target) {
    return with(new DirectoryPlace(directory)::open, store -> await(store.backup(target)));
  }

  /** What {@code work} answers about the store that {@code opened} gives. */
  static <T> T with(Supplier<LogStore> opened, Function<LogStore, T> work) {
    return failing(() -> {
      try (LogStore store = opened.get()) {
        return work.apply(store);
      }
    });
  }

  /** What {@code work} answers. */
  static <T> T failing(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException failure) {
      throw new CommandFailure(ExitCode.FAILED, messageOf(failure));
    }
  }

  private static String messageOf(StoreException failure) {
    String message = withoutList(String.valueOf(failure.getMessage()));
    if (message.contains("datastax-java-driver.")) {
      return message + ". Such settings go into the file that --config names";
    }
    return switch (failure.code()) {
      case "store-locked" ->
          message + ". To look at a running node's store, let it make a backup and look at that";
      case "store-schema" ->
          message + "; copy with --create-schema, or see to it with deploy/cassandra/schema.cql";
      default -> message;
    };
  }

  /** Without what follows in more lines, and without the sentence that announces it. */
  private static String withoutList(String message) {
    String line = message.lines().findFirst().orElse("");
    int last = line.lastIndexOf(". ");
    return line.endsWith(":") && last > 0 ? line.substring(0, last) : line;
  }
}
