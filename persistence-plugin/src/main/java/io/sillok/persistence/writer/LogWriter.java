package io.sillok.persistence.writer;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Permits;
import io.sillok.persistence.Shared;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.writer.WriterSettings.Mode;
import io.sillok.persistence.writer.WriterState.Anew;
import io.sillok.persistence.writer.WriterState.Arrived;
import io.sillok.persistence.writer.WriterState.Expired;
import io.sillok.persistence.writer.WriterState.Inquiry;
import io.sillok.persistence.writer.WriterState.Opening;
import io.sillok.persistence.writer.WriterState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log. One append is under way at a time; whatever arrives meanwhile goes into the next
 * block, so blocks grow with the load and an idle log adds no delay. Asks the store and answers the
 * writes; what it knows is in {@link WriterState}.
 */
final class LogWriter {

  /** Farther behind than so many blocks, reading them takes longer than beginning anew. */
  private static final int CATCH_UP_BLOCKS = 100;

  private static final int CATCH_UP_BYTES = 1 << 20;
  private static final long NAME_SECONDS = 2;

  /** An append that takes longer is stuck. */
  private static final long PERMIT_PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

  private final PartitionLog log;
  private final LogStore store;
  private final BlockMaker blocks;
  private final AppendListeners listeners;
  private final Permits permits;
  private final Executor acknowledger;
  private final WriterSettings settings;
  private final WriteFailures failures;
  private final WriterState state;
  private final Shared<Void> confirmation = new Shared<>(this::confirm);

  /** Of the append under way. */
  private volatile Lease lease = Lease.ended();

  LogWriter(
      PartitionLog log,
      LogStore store,
      WriterSettings settings,
      BlockMaker blocks,
      AppendListeners listeners,
      Permits permits,
      Executor acknowledger) {
    this.log = log;
    this.store = store;
    this.settings = settings;
    this.blocks = blocks;
    this.listeners = listeners;
    this.permits = permits;
    this.acknowledger = acknowledger;
    failures = new WriteFailures(log.id(), settings.writeTimeout());
    state = new WriterState(settings, blocks, failures);
  }

  /** Makes this process a writer of the log unless it is one. */
  private CompletionStage<Void> open() {
    Opening opening = state.open();
    if (opening.begins()) {
      CompletionStage<List<Block>> opened =
          settings.mode() == Mode.OWNER
              ? TakeOver.of(log, blocks).thenApply(List::of)
              : log.last().thenApply(blocks::adopt);
      opened.whenComplete((written, failure) -> opened(written, failure, opening.done()));
    }
    return opening.done();
  }

  private void opened(
      @Nullable List<Block> written, @Nullable Throwable failure, CompletableFuture<Void> opening) {
    state.opened(failure == null);
    if (written == null) {
      opening.completeExceptionally(WriteFailures.of(failure));
    } else {
      written.forEach(listeners::appended);
      opening.complete(null);
    }
  }

  /**
   * Looks whether another process has taken the log over, which nobody tells one that writes
   * nothing; then the log is not open afterwards.
   */
  private CompletionStage<Void> confirm() {
    Optional<Standing> standing = state.standing();
    if (settings.mode() != Mode.OWNER || standing.isEmpty() || log.isExclusive()) {
      return CompletableFuture.completedFuture(null);
    }
    return confirmFrom(standing.get().head(), standing.get().epoch());
  }

  private CompletionStage<Void> confirmFrom(long offset, long epoch) {
    return log.read(offset, CATCH_UP_BYTES)
        .thenCompose(behind -> {
          if (behind.isEmpty()) {
            return CompletableFuture.completedFuture(null);
          }
          Block last = behind.getLast();
          return last.epoch() > epoch ? replacedBy(last) : confirmFrom(last.nextOffset(), epoch);
        });
  }

  /** What is under way is not decided yet, and may find out by itself. */
  private CompletionStage<Void> replacedBy(Block by) {
    Optional<List<PendingWrite>> failed = state.fenceIfIdle();
    if (failed.isEmpty()) {
      return state.decided().thenCompose(decided -> confirm());
    }
    fencedBy(by, failed.get());
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Appends each of {@code batch}, all or nothing of it; completes with the offset of its first
   * event when that is durable.
   */
  List<? extends CompletionStage<Long>> append(List<List<LoggedEvent>> batch) {
    List<PendingWrite> writes =
        batch.stream().map(events -> new PendingWrite(events, settings.writeTimeout())).toList();
    arrive(writes);
    return writes.stream().map(PendingWrite::done).toList();
  }

  /**
   * Moves event time on to {@code time}, behind all that was acknowledged before; completes with
   * the offset of the block that says so when that is durable, or with none when one has said so
   * already.
   */
  CompletionStage<OptionalLong> advance(Instant time) {
    if (state.isAdvancedTo(time)) {
      return CompletableFuture.completedFuture(OptionalLong.empty());
    }
    PendingWrite write = PendingWrite.advance(log.id(), time, settings.writeTimeout());
    arrive(List.of(write));
    return write.done().thenApply(OptionalLong::of);
  }

  private void arrive(List<PendingWrite> writes) {
    Arrived arrived = state.arrive(writes);
    arrived.toLookUp().forEach(this::prepare);
    next();
    arrived.refused().forEach(PendingWrite::fail);
  }

  /** Makes this process the writer of the log, also if another has taken it over meanwhile. */
  CompletionStage<Void> own() {
    return open().thenCompose(opened -> confirmation.run()).thenCompose(confirmed -> open());
  }

  /** Completes when what became of the entity's writes that are here now is known. */
  CompletionStage<Void> settled(String persistenceId) {
    return state.settled(persistenceId);
  }

  /**
   * The highest sequence number of an entity, which the fence learns.
   *
   * @param look asks the store
   */
  CompletionStage<Long> recover(String persistenceId, Supplier<CompletionStage<Long>> look) {
    return own()
        .thenCompose(opened -> settled(persistenceId))
        .thenCompose(settled -> lookUp(persistenceId, look))
        .thenApply(found -> {
          state.found(found.look(), found.highest());
          return found.highest();
        });
  }

  /** Fails the writes whose time is up; what is under way goes on, but holds up no other log. */
  void expire(long now) {
    lease.endIfLong(now);
    Expired expired = state.expire(now);
    expired.waiting().forEach(write -> write.fail(failures.expired(write)));
    expired.underWay().forEach(write -> write.abandon(failures.expired(write)));
  }

  /** What the store says of an entity. */
  private record Found(EntityFence.Look look, long highest) {}

  private CompletionStage<Found> lookUp(
      String persistenceId, Supplier<CompletionStage<Long>> look) {
    return open().thenCompose(opened -> lookUpOnceDecided(persistenceId, look));
  }

  private CompletionStage<Found> lookUpOnceDecided(
      String persistenceId, Supplier<CompletionStage<Long>> look) {
    Inquiry inquiry = state.inquire(persistenceId);
    return inquiry
        .before()
        .thenCompose(decided -> look.get())
        .thenApply(highest -> new Found(inquiry.look(), highest))
        .whenComplete((found, failure) -> {
          if (failure != null) {
            state.foundNothing(inquiry.look());
          }
        });
  }

  private void prepare(String persistenceId) {
    lookUp(persistenceId, () -> highest(persistenceId))
        .whenComplete((found, failure) -> {
          if (found == null) {
            StoreException reason = WriteFailures.of(failure);
            state.arrived(persistenceId).forEach(write -> write.fail(reason));
          } else {
            arrived(persistenceId, found);
          }
        });
  }

  /** An advance follows no event, so that nothing has to be looked up for it. */
  private CompletionStage<Long> highest(String persistenceId) {
    return persistenceId.equals(PendingWrite.nameOfAdvances(log.id()))
        ? CompletableFuture.completedFuture(0L)
        : new HighestNumber(store, log.id(), persistenceId).now();
  }

  private void arrived(String persistenceId, Found found) {
    Optional<Map<PendingWrite, StoreException>> refused =
        state.admit(persistenceId, found.look(), found.highest());
    if (refused.isEmpty()) {
      prepare(persistenceId);
    } else {
      next();
      refused.get().forEach(PendingWrite::fail);
    }
  }

  private void next() {
    if (state.needsPermit()) {
      permits.acquire(() -> state.start().ifPresentOrElse(this::submit, permits::release));
    }
  }

  private void submit(Block block) {
    Lease permit = new Lease(permits, PERMIT_PATIENCE_NANOS);
    lease = permit;
    log.append(block)
        .whenComplete((result, failure) -> {
          permit.end();
          switch (result) {
            case null -> lost(failure);
            case AppendResult.Appended() -> appended(block);
            case AppendResult.Occupied(Block by) -> occupied(block, by);
          }
        });
  }

  private void appended(Block block) {
    List<PendingWrite> finished = state.appended(block);
    listeners.appended(block); // before the next can be, so that they hear in order
    next();
    acknowledger.execute(() -> succeed(finished, block.firstOffset()));
  }

  /** The events of {@code writes} follow one another from {@code firstOffset} on. */
  private static void succeed(List<PendingWrite> writes, long firstOffset) {
    long offset = firstOffset;
    for (PendingWrite write : writes) {
      write.succeed(offset);
      offset += write.events().size();
    }
  }

  /** The cell is taken: by an earlier try of ours, by a new owner, or by a process that shares. */
  private void occupied(Block block, Block by) {
    if (by.attempt().equals(block.attempt())) {
      appended(block);
    } else if (by.epoch() > block.epoch()) {
      fencedBy(by);
    } else {
      log.read(by.nextOffset(), CATCH_UP_BYTES)
          .whenComplete((behind, failure) -> {
            if (behind == null) {
              lost(failure);
            } else {
              appendBehind(Stream.concat(Stream.of(by), behind.stream()).toList(), block.epoch());
            }
          });
    }
  }

  private void appendBehind(List<Block> others, long epoch) {
    Block last = others.getLast();
    if (last.epoch() > epoch) {
      fencedBy(last);
    } else if (others.size() > CATCH_UP_BLOCKS) {
      Anew anew = state.beginAnew();
      anew.abandoned().forEach(write -> write.fail(failures.expired(write)));
      anew.toLookUp().forEach(this::prepare);
    } else {
      Map<PendingWrite, Block> outrun = state.follow(others);
      listeners.moved(last.log(), last.nextOffset());
      next();
      outrun.forEach((write, by) -> write.fail(failures.outrun(write, by)));
    }
  }

  private void fencedBy(Block by) {
    fencedBy(by, state.fence());
  }

  private void fencedBy(Block by, List<PendingWrite> failed) {
    listeners.moved(by.log(), by.nextOffset());
    nameOf(by.writer())
        .thenAccept(name -> {
          state.ownedBy(name);
          failed.forEach(write -> write.fail(failures.fenced(name)));
        });
  }

  private CompletionStage<String> nameOf(UUID writer) {
    return store
        .writerName(writer)
        .toCompletableFuture()
        .orTimeout(NAME_SECONDS, TimeUnit.SECONDS)
        .exceptionally(unknown -> "process " + writer);
  }

  private void lost(@Nullable Throwable failure) {
    StoreException reason = WriteFailures.of(failure);
    state.lose().forEach(write -> write.fail(reason));
  }
}
