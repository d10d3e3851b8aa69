package io.sillok.node.cli.store;

import io.sillok.persistence.LogStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which store to work on: a directory that no node holds, or a keyspace. */
final class StoreOptions {

  private static final Path DEFAULT = Path.of("data");

  @ArgGroup private @Nullable Either either;

  /** One of the two. */
  static final class Either {
    @Option(
        names = {"-d", "--data"},
        paramLabel = "DIR",
        required = true,
        description = "Where the stopped node keeps its store. Default: ./data.")
    private Optional<Path> data = Optional.empty();

    @ArgGroup(exclusive = false)
    private @Nullable Keyspace keyspace;

    StorePlace place() {
      return keyspace == null
          ? new DirectoryPlace(data.orElse(DEFAULT))
          : keyspace.at(keyspace.hosts);
    }
  }

  /** A store in Cassandra. */
  static final class Keyspace extends CassandraOptions {
    @Option(
        names = "--cassandra",
        paramLabel = HOSTS,
        required = true,
        description = "Where Cassandra is; nodes may use it meanwhile.")
    private String hosts = "";
  }

  /** What {@code work} answers about the store, which stays as it is. */
  int look(Function<LogStore, Integer> work) {
    return StoreAccess.with(place()::look, work);
  }

  /** What {@code work} answers about the store, which it may change. */
  int use(Function<LogStore, Integer> work) {
    return StoreAccess.with(place()::open, work);
  }

  private StorePlace place() {
    return either == null ? new DirectoryPlace(DEFAULT) : either.place();
  }
}
