package io.sillok.node.cli.store;

import io.sillok.persistence.LogStore;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which store to work on; no node may hold it. */
final class StoreOptions {

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the stopped node keeps its store. Default: ./${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  /** What {@code work} answers about it. */
  int use(Function<LogStore, Integer> work) {
    return StoppedStore.with(data, work);
  }
}
