package io.sillok.node.cli.store;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;

/** Which store to work on; no node may hold it. */
final class StoreOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the stopped node keeps its store. Default: ./${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  Path data() {
    return data;
  }

  /** Has {@code work} done with the store; answers its exit code. */
  int use(ToIntFunction<LogStore> work) {
    return failing(() -> {
      try (LogStore store = openExisting(data)) {
        return work.applyAsInt(store);
      }
    });
  }

  /** Opens the store in {@code directory}; what is in its middle is looked at when it is read. */
  static RocksDbStore openExisting(Path directory) {
    return RocksDbStore.openExisting(directory, Verify.TAIL, Runnable::run);
  }

  /** Work on stores that may fail. */
  interface Work {
    int run();
  }

  /** Has {@code work} done; a store's failure ends the command with its message. */
  static int failing(Work work) {
    try {
      return work.run();
    } catch (StoreException failure) {
      throw new CommandFailure(ExitCode.FAILED, messageOf(failure));
    }
  }

  private static String messageOf(StoreException failure) {
    String message = String.valueOf(failure.getMessage());
    return failure.code().equals("store-locked")
        ? message + ". To look at a running node's store, let it make a backup and look at that"
        : message;
  }
}
