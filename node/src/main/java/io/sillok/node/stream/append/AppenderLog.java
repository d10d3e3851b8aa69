package io.sillok.node.stream.append;

import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.stream.append.AppenderAnswer.Unavailable;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import io.sillok.node.stream.append.AppenderMessage.Opened;
import io.sillok.node.stream.append.RecentIds.Known;
import io.sillok.node.stream.append.RecentIds.Name;
import io.sillok.persistence.Cause;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The log of one partition of a stream, as its appender has it. */
final class AppenderLog {

  private static final int READ_BYTES = 1 << 20;

  private final SillokPersistence persistence;
  private final LogId id;
  private final long remembered;
  private final InstantSource clock;

  /**
   * @param remembered offsets before the head whose ids are known
   */
  AppenderLog(SillokPersistence persistence, LogId id, long remembered, InstantSource clock) {
    this.persistence = persistence;
    this.id = id;
    this.remembered = remembered;
    this.clock = clock;
  }

  LogId id() {
    return id;
  }

  /** Why the log takes nothing, in words that name the partition and not what is kept of it. */
  Unavailable unavailable(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Cause.of(failure);
    String message = cause == null ? "It gave no reason" : String.valueOf(cause.getMessage());
    String named =
        message.replace(
            Partitioner.streamId(id),
            "partition %d of stream %s".formatted(id.partition(), id.name()));
    boolean tooLarge =
        cause instanceof StoreException store && store.code().equals("write-too-large");
    return new Unavailable(tooLarge ? Appended.BATCH_TOO_LARGE : "store-failed", named);
  }

  /** Makes this process the writer of the log, and learns what it took last. */
  CompletionStage<Opened> open() {
    PartitionLog log = persistence.store().log(id);
    return persistence
        .writers()
        .recover(Partitioner.streamId(id))
        .thenCompose(highest ->
            log.state()
                .thenCompose(state -> recent(log, state))
                .thenApply(recent -> new Opened(highest, recent)));
  }

  private CompletionStage<RecentIds> recent(PartitionLog log, Optional<LogState> state) {
    long head = state.map(LogState::head).orElse(0L);
    long from = Math.max(state.map(LogState::firstOffset).orElse(0L), head - remembered);
    RecentIds recent = new RecentIds(remembered, from);
    return read(
            log,
            from,
            head,
            (event, record) ->
                record
                    .id()
                    .ifPresent(id ->
                        recent.add(
                            RecentIds.Name.of(id), event.offset(), RecentIds.contentOf(record))))
        .thenApply(done -> {
          recent.moveTo(head);
          return recent;
        });
  }

  /** Those of {@code names} that stand from {@code from} to before {@code to}. */
  CompletionStage<Map<Name, Known>> find(Set<Name> names, long from, long to) {
    Map<Name, Known> found = new ConcurrentHashMap<>();
    return read(
            persistence.store().log(id),
            from,
            to,
            (event, record) ->
                record
                    .id()
                    .map(Name::of)
                    .filter(names::contains)
                    .ifPresent(name ->
                        found.put(name, new Known(event.offset(), RecentIds.contentOf(record)))))
        .thenApply(done -> found);
  }

  private CompletionStage<Void> read(
      PartitionLog log, long from, long to, BiConsumer<IndexedEvent, StreamRecord> event) {
    if (from >= to) {
      return CompletableFuture.completedFuture(null);
    }
    return log.read(from, READ_BYTES)
        .thenCompose(blocks -> {
          blocks.stream()
              .flatMap(block -> block.indexed().stream())
              .filter(each -> each.offset() >= from && each.offset() < to)
              .forEach(each ->
                  event.accept(each, StreamRecordCodec.decode(each.event().payload().bytes())));
          return blocks.isEmpty()
              ? CompletableFuture.completedFuture(null)
              : read(log, blocks.getLast().nextOffset(), to, event);
        });
  }

  /**
   * Appends {@code events} together; the stage has the offset of the first.
   *
   * @param first its sequence number
   * @param incarnation of the appender
   */
  CompletionStage<Long> append(List<EncodedEvent> events, long first, UUID incarnation) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<LoggedEvent> logged = new ArrayList<>(events.size());
    for (EncodedEvent event : events) {
      long number = first + logged.size();
      logged.add(
          new LoggedEvent(
              Partitioner.streamId(id),
              number,
              number - 1,
              incarnation.toString(),
              Objects.requireNonNullElse(event.time(), now),
              new Payload(StreamRecordCodec.SERIALIZER_ID, id.name(), event.record()),
              "",
              null,
              Set.of()));
    }
    return persistence.writers().append(logged);
  }

  /** Moves event time on to {@code time}; whether it had not come there yet. */
  CompletionStage<Boolean> advance(Instant time) {
    return persistence.writers().advance(id, time).thenApply(OptionalLong::isPresent);
  }
}
