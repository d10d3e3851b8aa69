package io.sillok.node.stream;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the events of declared streams that are older than their retention, by whole buckets of a
 * log. Every node does so from time to time: dropping again changes nothing.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final LogStore store;
  private final DeclaredStreams declared;
  private final InstantSource clock;

  public Retention(LogStore store, DeclaredStreams declared, InstantSource clock) {
    this.store = store;
    this.declared = declared;
    this.clock = clock;
  }

  /** Has it done each {@code interval}, until {@code system} stops. */
  public void keep(ActorSystem<?> system, Duration interval) {
    system
        .scheduler()
        .scheduleWithFixedDelay(
            interval,
            interval,
            () ->
                apply()
                    .whenComplete((done, failure) -> {
                      if (failure != null) {
                        LOG.warn("Old events could not be dropped; it is tried again", failure);
                      }
                    }),
            system.executionContext());
  }

  /** Does it once. */
  public CompletionStage<Void> apply() {
    return declared
        .all()
        .thenCompose(streams -> {
          CompletionStage<Void> all = CompletableFuture.completedFuture(null);
          for (Declared stream : streams) {
            if (stream.declaration().retention().isPresent()) {
              Instant oldest = clock.instant().minus(stream.declaration().retention().get());
              all = all.thenCompose(done -> trim(stream, oldest));
            }
          }
          return all;
        });
  }

  private CompletionStage<Void> trim(Declared stream, Instant oldest) {
    return CompletableFuture.allOf(
        IntStream.range(0, store.partitions())
            .mapToObj(partition -> store.log(new LogId(stream.log(), partition)))
            .map(log -> trim(log, oldest).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  private static CompletionStage<?> trim(PartitionLog log, Instant oldest) {
    return LogSearch.firstSince(log, oldest)
        .thenCompose(offset ->
            offset < PartitionLog.BUCKET_OFFSETS
                ? CompletableFuture.completedFuture(0L)
                : log.trim(offset));
  }
}
