package io.sillok.node.entity.sharded;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.entity.sharded.EntityAnswer.Unavailable;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreHealth;
import io.sillok.persistence.StoreException;
import io.sillok.protocol.schema.CodecException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Finds out why an entity cannot answer. */
final class Unavailability {

  private static final String TRY_AGAIN =
      "; whether the command took effect is unknown: send it again with the same id";

  private final CoordinatedShutdown shutdown;
  private final LogStore store;

  Unavailability(ActorSystem<?> system, LogStore store) {
    this.shutdown = CoordinatedShutdown.get(system);
    this.store = store;
  }

  /** Why something failed; null if nothing is known but that it did. */
  Unavailable because(@Nullable Throwable failure) {
    if (store.health() instanceof StoreHealth.Failed(var reason)) {
      return new Unavailable(
          "store-failed",
          "The store has failed and takes nothing until the node is restarted: " + reason);
    }
    CodecException unreadable = find(failure, CodecException.class);
    if (unreadable != null) {
      return new Unavailable("module-defect", String.valueOf(unreadable.getMessage()));
    }
    StoreException refused = find(failure, StoreException.class);
    if (refused != null && refused.code().equals("write-too-large")) {
      return new Unavailable("module-defect", refused.getMessage() + "; nothing was recorded");
    }
    if (refused != null) {
      return new Unavailable("store-failed", refused.getMessage() + TRY_AGAIN);
    }
    if (isTurnedAway(failure)) {
      return new Unavailable("store-failed", "The store has not answered for a while" + TRY_AGAIN);
    }
    if (find(failure, CrowdedException.class) != null && !stopping()) {
      return undelivered();
    }
    if (find(failure, TimeoutException.class) != null && !stopping()) {
      return new Unavailable("timeout", "The entity did not answer in time" + TRY_AGAIN);
    }
    return otherwise(failure);
  }

  /** Why something failed that has come to no entity. */
  Unavailable undelivered() {
    return stopping()
        ? new Unavailable("stopping", "The node is stopping; nothing was recorded")
        : new Unavailable(
            "partition-moving",
            "The entity's partition moves or starts, and no more may wait for it, or the node that it"
                + " was on is lost; nothing was recorded: send the command again");
  }

  /** Why a node answers to nothing that only nodes of another version know. */
  static Unavailable otherVersion(String reason) {
    return new Unavailable(
        "upgrading",
        "The entity's partition is on a node of another version. %s; nothing was recorded: send the command again, until all nodes are of the same version"
            .formatted(reason));
  }

  /** Whether a plugin asks the store no more for some time, since it had failed again and again. */
  static boolean isTurnedAway(@Nullable Throwable failure) {
    return find(failure, CircuitBreakerOpenException.class) != null;
  }

  EntityUnavailableException exception(@Nullable Throwable failure) {
    return exception(because(failure), failure);
  }

  static EntityUnavailableException exception(Unavailable answer, @Nullable Throwable failure) {
    return new EntityUnavailableException(answer.code(), answer.message(), failure);
  }

  private Unavailable otherwise(@Nullable Throwable failure) {
    if (stopping()) {
      return new Unavailable("stopping", "The node is stopping" + TRY_AGAIN);
    }
    return failure == null
        ? new Unavailable("store-failed", "The entity stopped before it could answer" + TRY_AGAIN)
        : new Unavailable("module-defect", "The entity failed: " + failure);
  }

  private static <T extends Throwable> @Nullable T find(
      @Nullable Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private boolean stopping() {
    return shutdown.getShutdownReason().isPresent();
  }
}
