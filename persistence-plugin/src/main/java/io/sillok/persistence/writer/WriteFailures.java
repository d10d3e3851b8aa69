package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.Cause;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why writes of one log fail, in words. */
record WriteFailures(LogId log, Duration timeout) {

  static final String TOO_LARGE = "write-too-large";
  static final String FENCED = "log-fenced";

  StoreException fenced(String owner) {
    return new StoreException(
        FENCED,
        "Log %s was taken over by %s; nothing more is appended here until an entity recovers"
            .formatted(log, owner),
        null);
  }

  StoreException outrun(PendingWrite write, Block by) {
    return new StoreException(
        "entity-fenced",
        "A write of %s was not appended: process %s wrote its next event, at or behind offset %d of %s"
            .formatted(write.persistenceId(), by.writer(), by.firstOffset(), log),
        null);
  }

  StoreException expired(PendingWrite write) {
    return new StoreException(
        "store-unreachable",
        "The store did not say within %d ms what became of a write of %s; the entity can recover once"
                .formatted(timeout.toMillis(), write.persistenceId())
            + " log %s answers".formatted(log),
        null);
  }

  StoreException unresponsive() {
    return new StoreException(
        "store-unreachable",
        "The store has not answered log %s for more than %d ms; writes are refused until it does"
            .formatted(log, timeout.toMillis()),
        null);
  }

  /** Whether a write can never succeed, so that those behind it may. */
  static boolean isRejection(StoreException failure) {
    return failure.code().equals(TOO_LARGE);
  }

  static StoreException of(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Cause.of(failure);
    return cause instanceof StoreException known
        ? known
        : new StoreException("store-failed", "The store failed: " + cause, cause);
  }

  /** So much waits that a further write is not taken. */
  static StoreException busy(PendingWrite write, long waitingBytes) {
    return new StoreException(
        "log-busy",
        "A write of %s was not taken: %d bytes wait for its log already; try again later"
            .formatted(write.persistenceId(), waitingBytes),
        null);
  }
}
