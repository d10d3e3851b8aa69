package io.sillok.persistence.contract;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events, blocks and snapshots to test with. */
public final class Samples {

  public static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
  public static final UUID PROCESS = new UUID(7, 7);

  private static final long PATIENCE_SECONDS = 20;

  private Samples() {}

  public static LoggedEvent event(String persistenceId, long sequenceNumber) {
    return new LoggedEvent(
        persistenceId,
        sequenceNumber,
        sequenceNumber - 1,
        "writer-1",
        TIME.plusMillis(sequenceNumber),
        payload(persistenceId + "#" + sequenceNumber),
        "",
        null,
        Set.of());
  }

  /** An event with everything that an event may have. */
  public static LoggedEvent richEvent(String persistenceId, long sequenceNumber) {
    return new LoggedEvent(
        persistenceId,
        sequenceNumber,
        Math.max(0, sequenceNumber - 2),
        "writer-2",
        TIME.minusSeconds(sequenceNumber),
        payload("rich"),
        "adapter",
        payload("metadata"),
        Set.of("red", "green"));
  }

  public static Payload payload(String text) {
    return new Payload(4711, "text", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Block block(LogId log, long firstOffset, LoggedEvent... events) {
    Instant time = TIME.plusSeconds(firstOffset);
    return new Block(
        log,
        firstOffset,
        UUID.randomUUID(),
        PROCESS,
        1,
        events.length == 0 ? Block.Kind.TAKEOVER : Block.Kind.EVENTS,
        time,
        events.length == 0 ? null : TIME,
        List.of(events));
  }

  /** Event time has moved on to {@code time}. */
  public static Block advance(LogId log, long firstOffset, Instant time) {
    return new Block(
        log,
        firstOffset,
        UUID.randomUUID(),
        PROCESS,
        1,
        Block.Kind.ADVANCE,
        TIME.plusSeconds(firstOffset),
        time,
        List.of());
  }

  public static Snapshot snapshot(String persistenceId, long sequenceNumber, Instant savedAt) {
    return new Snapshot(
        persistenceId, sequenceNumber, savedAt, payload("state " + sequenceNumber), null);
  }

  /** What {@code stage} holds; its own failure if it fails. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("Nothing within %d s".formatted(PATIENCE_SECONDS), e);
    }
  }
}
