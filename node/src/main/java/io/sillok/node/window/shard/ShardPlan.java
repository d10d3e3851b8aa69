package io.sillok.node.window.shard;

import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.reading.ReaderMessage.Pull;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What one shard of a projection has to do.
 *
 * @param partitions so many every stream has
 * @param readers of the partitions
 * @param wanted whether it is to go on
 * @param isAlone whether no other version of the projection is to go on
 * @param isRead whether other projections read its results
 * @param retention the shortest of its inputs; empty where nothing is dropped
 * @param versions so many the projection has
 */
public record ShardPlan(
    ProjectionDefinition<?> definition,
    int shard,
    int partitions,
    Readers readers,
    BooleanSupplier wanted,
    BooleanSupplier isAlone,
    BooleanSupplier isRead,
    Supplier<Optional<Duration>> retention,
    IntSupplier versions) {

  /** Ask readers, wherever they are. */
  @FunctionalInterface
  public interface Readers {

    /**
     * @param input number of a partition among all that the projection reads
     */
    void ask(int input, Pull pull);
  }

  /** The number of inputs of the shard. */
  int inputs() {
    return definition.isInPlace() ? 1 : definition.sources().size() * partitions;
  }

  /** The number of a partition among the shard's inputs, of that among all of the projection's. */
  int slot(int input) {
    return definition.isInPlace() ? 0 : input;
  }

  /** The other way round. */
  int input(int slot) {
    return definition.isInPlace() ? shard : slot;
  }

  @Override
  public String toString() {
    return "%s/%d".formatted(definition.version().results(), shard);
  }
}
