package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.writer.LogGroup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which logs a query reads; those that do not exist yet, too. Live queries of equal scopes learn of
 * new events together.
 */
public record LogScope(LogGroup logs) {

  private static final LogScope ORDINARY = named(name -> !Partitioner.isState(name));
  private static final LogScope STATES = named(Partitioner::isState);

  public boolean covers(LogId log) {
    return logs.covers(log);
  }

  /** The logs that may hold something by now. */
  public CompletionStage<List<LogId>> present(LogStore store) {
    return logs instanceof LogGroup.Several(Set<LogId> known)
        ? CompletableFuture.completedFuture(List.copyOf(known))
        : store.logs().thenApply(all -> all.stream().filter(this::covers).toList());
  }

  /**
   * {@code entityType}, unless no entity type can have this name.
   *
   * @throws IllegalArgumentException then
   */
  static String checkOrdinary(String entityType) {
    Partitioner.reservation(entityType)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "Entity type %s has no events: %s".formatted(entityType, reason));
        });
    return entityType;
  }

  /** All logs but those of durable states. */
  public static LogScope ordinary() {
    return ORDINARY;
  }

  /** The logs of durable states. */
  public static LogScope states() {
    return STATES;
  }

  /** The logs {@code name} of all partitions. */
  public static LogScope named(String name) {
    return new LogScope(new LogGroup.Named(name));
  }

  /**
   * All logs whose names are {@code wanted}. Where it is one name, {@link #named(String)} has
   * readers share more.
   */
  public static LogScope named(Predicate<String> wanted) {
    return new LogScope(new LogGroup.Matching(wanted));
  }

  /**
   * The logs {@code name} of the partitions that hold slices from {@code minSlice} to {@code
   * maxSlice}, both inclusive.
   *
   * @throws IllegalArgumentException when there are no such slices
   */
  public static LogScope slices(String name, Partitioner partitioner, int minSlice, int maxSlice) {
    if (minSlice < 0 || minSlice > maxSlice || maxSlice >= Partitioner.SLICES) {
      throw new IllegalArgumentException(
          "Slices must be a range within 0 to %d, but are %d to %d"
              .formatted(Partitioner.SLICES - 1, minSlice, maxSlice));
    }
    return partitions(
        name,
        IntStream.rangeClosed(
                partitioner.partitionOfSlice(minSlice), partitioner.partitionOfSlice(maxSlice))
            .boxed()
            .collect(Collectors.toSet()));
  }

  /** The logs {@code name} of {@code partitions}. */
  public static LogScope partitions(String name, Set<Integer> partitions) {
    return new LogScope(
        new LogGroup.Several(
            partitions.stream()
                .map(partition -> new LogId(name, partition))
                .collect(Collectors.toSet())));
  }
}
