package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Permits;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The writers of this process, one a log, made on first use. Stages fail with {@link
 * io.sillok.persistence.StoreException}; what depends on them must not block.
 */
public final class LogWriters {

  private final LogStore store;
  private final Partitioner partitioner;
  private final WriterSettings settings;
  private final Permits permits;
  private final InstantSource clock;
  private final Executor acknowledger;
  private final UUID process = UUID.randomUUID();
  private final RecentBlocks recent;
  private final SharedReads reads;
  private final AppendListeners listeners;
  private final Map<LogId, LogWriter> writers = new ConcurrentHashMap<>();

  /**
   * @param acknowledger completes the stages of writes, so that the store's threads go on writing
   */
  public LogWriters(
      LogStore store, WriterSettings settings, InstantSource clock, Executor acknowledger) {
    this.store = store;
    this.partitioner = new Partitioner(store.partitions());
    this.settings = settings;
    permits = new Permits(settings.appendsInFlight());
    this.clock = clock;
    this.acknowledger = acknowledger;
    recent = new RecentBlocks(settings.limits().recentBytes());
    reads = new SharedReads(store, recent);
    listeners = new AppendListeners(recent, store.partitions());
  }

  public Partitioner partitioner() {
    return partitioner;
  }

  /**
   * So many bytes may be appended together, each event counted as {@link BlockCodec#estimate} does.
   */
  public int largestWrite() {
    return settings.limits().hardBlockBytes();
  }

  /** Names this process as the writer of its blocks. */
  public UUID process() {
    return process;
  }

  /**
   * Appends {@code events} of one entity together or not at all, at consecutive offsets; completes
   * with the offset of the first when they are durable. A failure says that they were not
   * acknowledged; they may stand nevertheless.
   *
   * @param events at least one, with ascending sequence numbers; {@code previousSequenceNumber} is
   *     corrected to what the log has
   */
  public CompletionStage<Long> append(List<LoggedEvent> events) {
    return append(events.getFirst().persistenceId(), List.of(events)).getFirst();
  }

  /**
   * As {@link #append(List)}, several times for one entity, in order: once one fails, those of the
   * same incarnation behind it fail, too, unless it can never succeed ({@code write-too-large}).
   */
  public List<? extends CompletionStage<Long>> append(
      String persistenceId, List<List<LoggedEvent>> batch) {
    return writer(partitioner.log(persistenceId)).append(batch);
  }

  /**
   * The highest sequence number of an entity that is about to recover: its log is taken over if
   * this process does not own it, and what became of writes that are under way is waited for, as
   * long as a write may take.
   */
  public CompletionStage<Long> recover(String persistenceId) {
    return recover(persistenceId, HighestNumber::now);
  }

  /** As {@link #recover(String)}, and the entity's events from {@code from} on are read next. */
  public CompletionStage<Long> recover(String persistenceId, long from) {
    return recover(persistenceId, number -> number.beginRecovery(from));
  }

  private CompletionStage<Long> recover(
      String persistenceId, Function<HighestNumber, CompletionStage<Long>> look) {
    LogId log = partitioner.log(persistenceId);
    HighestNumber number = new HighestNumber(store, log, persistenceId);
    return inTime(log, writer(log).recover(persistenceId, () -> look.apply(number)));
  }

  /**
   * Makes this process the writer of {@code log}, as a recovery does: the log is taken over if this
   * process does not own it.
   */
  public CompletionStage<Void> own(LogId log) {
    return inTime(log, writer(log).own());
  }

  /**
   * Moves event time of {@code log} on to {@code time}, by an event-less block behind all that was
   * acknowledged before; completes with its offset when it is durable, or with none when this
   * process knows of an advance that said so already; an event that did makes no difference. Fails
   * as {@link #append(List)} does.
   *
   * @param time is cut to microseconds
   */
  public CompletionStage<OptionalLong> advance(LogId log, Instant time) {
    return writer(log).advance(time.truncatedTo(ChronoUnit.MICROS));
  }

  /**
   * Whether a write failed because another process has taken its log over: then nothing is written
   * until this process owns the log again.
   */
  public static boolean isFenced(Throwable failure) {
    return WriteFailures.of(failure).code().equals(WriteFailures.FENCED);
  }

  private <T> CompletionStage<T> inTime(LogId log, CompletionStage<T> stage) {
    return stage
        .toCompletableFuture()
        .orTimeout(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          throw failure instanceof TimeoutException
              ? new WriteFailures(log, settings.writeTimeout()).unresponsive()
              : WriteFailures.of(failure);
        });
  }

  /** Fails the writes whose time is up; to be called from time to time. */
  public void expire() {
    long now = System.nanoTime();
    writers.values().forEach(writer -> writer.expire(now));
  }

  /** Completes when what became of the writes of {@code persistenceId} under way is known. */
  public CompletionStage<Void> settled(String persistenceId) {
    LogWriter writer = writers.get(partitioner.log(persistenceId));
    return writer == null ? CompletableFuture.completedFuture(null) : writer.settled(persistenceId);
  }

  /**
   * As {@link io.sillok.persistence.PartitionLog#read}, but from memory what this process has
   * appended lately: then it may end before the head, where another process has appended since.
   * Readers that ask for the same at the same time share one read of the store.
   */
  public CompletionStage<List<Block>> read(LogId log, long offset, int maxBytes) {
    List<Block> blocks = recent.read(log, offset, maxBytes);
    return blocks.isEmpty()
        ? reads.read(log, offset, maxBytes)
        : CompletableFuture.completedFuture(blocks);
  }

  /** Has {@code listener} called for each block that this process appends to {@code log}. */
  public AppendListener.Subscription subscribe(LogId log, AppendListener listener) {
    return listeners.subscribe(log, listener);
  }

  /**
   * Has {@code observer} called for each block that this process appends; what other processes
   * append is not looked for on its behalf.
   */
  public AppendListener.Subscription observe(AppendListener observer) {
    return listeners.observe(observer);
  }

  /** Has {@code listener} called for each block that this process appends. */
  public AppendListener.Subscription subscribe(AppendListener listener) {
    return listeners.subscribe(listener);
  }

  /**
   * Has {@code listener} called for each block that this process appends to a log of {@code group}.
   * One that is {@link LogGroup.Matching} may hear of other logs, too.
   */
  public AppendListener.Subscription subscribe(LogGroup group, AppendListener listener) {
    return listeners.subscribe(group, listener);
  }

  /** The highest head of {@code log} that this process has heard of, 0 if of none. */
  public long knownHead(LogId log) {
    return listeners.knownHead(log);
  }

  /** The logs that listeners of this process have subscribed to. */
  public Interest interest() {
    return listeners.interest();
  }

  /** Tells listeners that another process has appended to {@code log}, if that is news. */
  public void moved(LogId log, long head) {
    listeners.moved(log, head);
  }

  /** Has {@code exchange} hear what other processes should know; it replaces the one before. */
  public void exchangeThrough(HeadExchange exchange) {
    listeners.exchange(exchange);
  }

  private LogWriter writer(LogId log) {
    LogWriter present = writers.get(log);
    return present != null ? present : writers.computeIfAbsent(log, this::newWriter);
  }

  private LogWriter newWriter(LogId log) {
    BlockMaker blocks = new BlockMaker(log, process, clock);
    return new LogWriter(store.log(log), store, settings, blocks, listeners, permits, acknowledger);
  }
}
