package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.Partitioner;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Which logs a query reads; those that do not exist yet, too. */
public interface LogScope {

  boolean covers(LogId log);

  /** The logs that may hold something by now. */
  CompletionStage<List<LogId>> present(LogStore store);

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
  static LogScope ordinary() {
    return named(name -> !Partitioner.isState(name));
  }

  /** All logs whose names are {@code wanted}. */
  static LogScope named(Predicate<String> wanted) {
    return new LogScope() {
      @Override
      public boolean covers(LogId log) {
        return wanted.test(log.name());
      }

      @Override
      public CompletionStage<List<LogId>> present(LogStore store) {
        return store.logs().thenApply(logs -> logs.stream().filter(this::covers).toList());
      }
    };
  }

  /**
   * The logs {@code name} of the partitions that hold slices from {@code minSlice} to {@code
   * maxSlice}, both inclusive.
   *
   * @throws IllegalArgumentException when there are no such slices
   */
  static LogScope slices(String name, Partitioner partitioner, int minSlice, int maxSlice) {
    if (minSlice < 0 || minSlice > maxSlice || maxSlice >= Partitioner.SLICES) {
      throw new IllegalArgumentException(
          "Slices must be a range within 0 to %d, but are %d to %d"
              .formatted(Partitioner.SLICES - 1, minSlice, maxSlice));
    }
    List<LogId> logs =
        IntStream.rangeClosed(
                partitioner.partitionOfSlice(minSlice), partitioner.partitionOfSlice(maxSlice))
            .mapToObj(partition -> new LogId(name, partition))
            .toList();
    return new LogScope() {
      @Override
      public boolean covers(LogId log) {
        return logs.contains(log);
      }

      @Override
      public CompletionStage<List<LogId>> present(LogStore store) {
        return CompletableFuture.completedFuture(logs);
      }
    };
  }
}
