package io.sillok.persistence.pekko.migration;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import scala.jdk.javaapi.OptionConverters;

/** Takes the latest snapshots from one snapshot store to another, as persistent actors would. */
final class SnapshotCopy {

  private static final String SILLOK = "sillok.persistence.snapshot";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Optional<ActorRef> source;
  private final Optional<ActorRef> target;

  /**
   * @param source the plugin id of a snapshot store; with none, nothing is found
   */
  SnapshotCopy(Persistence persistence, Optional<String> source) {
    this.source = source.map(id -> store(persistence, id));
    target = source.map(id -> store(persistence, SILLOK));
  }

  private static ActorRef store(Persistence persistence, String pluginId) {
    return persistence.snapshotStoreFor(pluginId, ConfigFactory.empty());
  }

  CompletionStage<Optional<SelectedSnapshot>> latest(String persistenceId) {
    return source
        .map(store -> ask(store, latestOf(persistenceId)).thenApply(SnapshotCopy::found))
        .orElse(CompletableFuture.completedFuture(Optional.empty()));
  }

  private static SnapshotProtocol.LoadSnapshot latestOf(String persistenceId) {
    return new SnapshotProtocol.LoadSnapshot(
        persistenceId, SnapshotSelectionCriteria.latest(), Long.MAX_VALUE);
  }

  private static Optional<SelectedSnapshot> found(Object reply) {
    return switch (reply) {
      case SnapshotProtocol.LoadSnapshotResult result -> OptionConverters.toJava(result.snapshot());
      case SnapshotProtocol.LoadSnapshotFailed failed -> throw failed("read", failed.cause());
      default -> throw new IllegalStateException("Not an answer of a snapshot store: " + reply);
    };
  }

  CompletionStage<Object> save(SelectedSnapshot snapshot) {
    return ask(
            target.orElseThrow(),
            new SnapshotProtocol.SaveSnapshot(snapshot.metadata(), snapshot.snapshot()))
        .thenApply(reply -> {
          if (reply instanceof SaveSnapshotFailure failure) {
            throw failed("saved", failure.cause());
          }
          return reply;
        });
  }

  private static CompletionStage<Object> ask(ActorRef store, Object message) {
    return Patterns.ask(store, message, PATIENCE);
  }

  private static IllegalStateException failed(String what, Throwable cause) {
    return new IllegalStateException(
        "Its latest snapshot cannot be %s: %s".formatted(what, cause), cause);
  }
}
