package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the writer of a log knows, and what waits there. Each method is one step under one lock;
 * none waits, and none answers a write: that is for the caller to do. Thread-safe.
 */
final class WriterState {

  private enum Phase {
    /** Somebody else may write here; the next use opens the log. */
    UNOWNED,
    OPENING,
    READY,
    /** For a permit to append. */
    WAITING,
    APPENDING,
    /** Another process took the log over; only a recovery takes it back. */
    FENCED
  }

  private final WriterSettings settings;
  private final BlockMaker blocks;
  private final WriteFailures failures;
  private final WriteQueue queue;
  private final EntityFence fence;
  private final Arrivals arriving = new Arrivals();

  private Phase phase = Phase.UNOWNED;
  private CompletableFuture<Void> opening = new CompletableFuture<>();
  private long appendingSince;
  private String owner = "another process";

  WriterState(WriterSettings settings, BlockMaker blocks, WriteFailures failures) {
    this.settings = settings;
    this.blocks = blocks;
    this.failures = failures;
    queue = new WriteQueue(settings.limits());
    fence = new EntityFence(settings.limits().rememberedEntities());
  }

  // ---- opening and losing the log --------------------------------------------------------------

  /**
   * An opening of the log.
   *
   * @param begins whether it begins now, and whoever asked has to see to it
   */
  record Opening(CompletableFuture<Void> done, boolean begins) {}

  /** The opening that is under way or begins now; one that is done if the log is open. */
  synchronized Opening open() {
    if (isOpen()) {
      return new Opening(CompletableFuture.completedFuture(null), false);
    }
    if (phase == Phase.OPENING) {
      return new Opening(opening, false);
    }
    phase = Phase.OPENING;
    opening = new CompletableFuture<>();
    return new Opening(opening, true);
  }

  synchronized void opened(boolean successfully) {
    phase = successfully ? Phase.READY : Phase.UNOWNED;
    fence.forgetAll();
  }

  private boolean isOpen() {
    return phase == Phase.READY || phase == Phase.WAITING || phase == Phase.APPENDING;
  }

  /** Where this process believes the log to end, and by which epoch. */
  record Standing(long head, long epoch) {}

  /** Nothing if the log is not open. */
  synchronized Optional<Standing> standing() {
    return isOpen() ? Optional.of(new Standing(blocks.head(), blocks.epoch())) : Optional.empty();
  }

  /** As {@link #fence}; nothing if an append is about to find out by itself. */
  synchronized Optional<List<PendingWrite>> fenceIfIdle() {
    return phase == Phase.READY ? Optional.of(fence()) : Optional.empty();
  }

  /** Nothing is appended any more until the log is opened again; all writes, which fail. */
  synchronized List<PendingWrite> fence() {
    return removeAll(Phase.FENCED);
  }

  /** Nobody knows where the log ends; all writes, which fail. */
  synchronized List<PendingWrite> lose() {
    return removeAll(Phase.UNOWNED);
  }

  private List<PendingWrite> removeAll(Phase after) {
    fence.forgetAll();
    phase = after;
    return queue.removeAll();
  }

  /** For people, who it was that took the log over. */
  synchronized void ownedBy(String name) {
    owner = name;
  }

  // ---- writes come in --------------------------------------------------------------------------

  /**
   * Writes that came in.
   *
   * @param refused with the reasons; of one incarnation, all behind the first
   * @param toLookUp entities whose last event is not known
   */
  record Arrived(Map<PendingWrite, StoreException> refused, List<String> toLookUp) {}

  /** Takes {@code writes} in, in this order, before any other. */
  synchronized Arrived arrive(List<PendingWrite> writes) {
    Arrived arrived = new Arrived(new LinkedHashMap<>(), new ArrayList<>());
    arrived
        .refused()
        .putAll(
            inOrder(
                writes,
                write -> {
                  if (arrive(write)) {
                    arrived.toLookUp().add(write.persistenceId());
                  }
                }));
    return arrived;
  }

  /**
   * Whether it is the first of an entity that has to be looked up.
   *
   * @throws StoreException if it is refused
   */
  private boolean arrive(PendingWrite write) {
    if (arriving.bytes() > 0
        && arriving.bytes() + write.bytes() > settings.limits().pendingBytes()) {
      throw WriteFailures.busy(write, arriving.bytes());
    }
    if (arriving.join(write)) {
      return false;
    }
    if (isOpen() && fence.knows(write.persistenceId())) {
      admit(write);
      return false;
    }
    if (phase == Phase.FENCED) {
      throw failures.fenced(owner);
    }
    arriving.begin(write);
    return true;
  }

  private void admit(PendingWrite write) {
    if (!isOpen()) {
      throw failures.fenced(owner);
    }
    if (phase == Phase.APPENDING
        && System.nanoTime() - appendingSince > settings.writeTimeout().toNanos()) {
      throw failures.unresponsive();
    }
    queue.check(write);
    if (!write.isAdvance()) {
      write.replace(fence.admit(write.events()));
    }
    queue.add(write);
  }

  /** Whether an advance is known that says {@code time} or later. */
  synchronized boolean isAdvancedTo(Instant time) {
    return isOpen() && blocks.isAdvancedTo(time);
  }

  /**
   * An entity that is being looked up.
   *
   * @param before completes when the store can be asked
   */
  record Inquiry(EntityFence.Look look, CompletionStage<Void> before) {}

  synchronized Inquiry inquire(String persistenceId) {
    return new Inquiry(fence.look(persistenceId), decided(queue.all(persistenceId)));
  }

  synchronized void foundNothing(EntityFence.Look look) {
    fence.end(look);
  }

  /** Learns what was found; whether that is not outdated. */
  synchronized boolean found(EntityFence.Look look, long highest) {
    return fence.found(look, highest);
  }

  /**
   * Admits what has arrived of an entity that was found; answers those that are refused: of one
   * incarnation, all behind the first. Nothing if the entity has to be looked up again.
   */
  synchronized Optional<Map<PendingWrite, StoreException>> admit(
      String persistenceId, EntityFence.Look look, long highest) {
    boolean outdated = !fence.found(look, highest);
    return outdated && phase != Phase.FENCED
        ? Optional.empty()
        : Optional.of(inOrder(arriving.take(persistenceId), this::admit));
  }

  /** Takes {@code writes} one by one; answers those that are refused, and those behind them. */
  private static Map<PendingWrite, StoreException> inOrder(
      List<PendingWrite> writes, Consumer<PendingWrite> taking) {
    Map<PendingWrite, StoreException> refused = new LinkedHashMap<>();
    Map<String, StoreException> failed = new HashMap<>();
    for (PendingWrite write : writes) {
      try {
        StoreException earlier = failed.get(write.incarnation());
        if (earlier != null) {
          throw earlier;
        }
        taking.accept(write);
      } catch (StoreException e) {
        refused.put(write, e);
        if (!WriteFailures.isRejection(e)) {
          failed.put(write.incarnation(), e);
        }
      }
    }
    return refused;
  }

  /** What has arrived of an entity that was not found. */
  synchronized List<PendingWrite> arrived(String persistenceId) {
    return arriving.take(persistenceId);
  }

  /** Completes when what became of the writes that are here is known. */
  synchronized CompletionStage<Void> settled(@Nullable String persistenceId) {
    return decided(Stream.concat(arriving.all(persistenceId), queue.all(persistenceId)));
  }

  /** Completes when what became of the writes that were admitted is known. */
  synchronized CompletionStage<Void> decided() {
    return decided(queue.all(null));
  }

  private static CompletionStage<Void> decided(Stream<PendingWrite> writes) {
    return CompletableFuture.allOf(
        writes.map(PendingWrite::decided).toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Writes whose time is up.
   *
   * @param waiting were taken away, and fail
   * @param underWay may be durable yet
   */
  record Expired(List<PendingWrite> waiting, List<PendingWrite> underWay) {}

  synchronized Expired expire(long now) {
    List<PendingWrite> underWay = queue.expiredUnderWay(now);
    List<PendingWrite> waiting = queue.takeExpired(now, underWay);
    waiting.forEach(write -> fence.forget(write.persistenceId()));
    return new Expired(
        Stream.concat(arriving.takeExpired(now).stream(), waiting.stream()).toList(), underWay);
  }

  // ---- blocks go out ---------------------------------------------------------------------------

  /** Whether a permit to append is needed now. */
  synchronized boolean needsPermit() {
    if (phase != Phase.READY || !queue.hasWaiting()) {
      return false;
    }
    phase = Phase.WAITING;
    return true;
  }

  /** The block to append; nothing if there is no longer anything to append. */
  synchronized Optional<Block> start() {
    if (phase != Phase.WAITING) {
      return Optional.empty();
    }
    if (!queue.hasWaiting()) {
      phase = Phase.READY;
      return Optional.empty();
    }
    phase = Phase.APPENDING;
    appendingSince = System.nanoTime();
    return Optional.of(blocks.next(queue.startNext()));
  }

  /** {@code block} is durable; its writes. */
  synchronized List<PendingWrite> appended(Block block) {
    blocks.appended(block);
    phase = Phase.READY;
    return queue.finish();
  }

  /** Goes on behind {@code others}, which were faster; the writes that have to fail, and why. */
  synchronized Map<PendingWrite, Block> follow(List<Block> others) {
    Map<PendingWrite, Block> outrun = new LinkedHashMap<>();
    queue.retry().forEach(write -> outrun.put(write, others.getLast()));
    for (Block by : others) {
      blocks.appended(by);
      queue.takeOutrun(by).forEach(write -> outrun.put(write, by));
      outrun.keySet().forEach(write -> fence.forget(write.persistenceId()));
      by.events().forEach(fence::hear);
    }
    phase = Phase.READY;
    return outrun;
  }

  /**
   * What begins anew.
   *
   * @param abandoned fail
   * @param toLookUp entities that have to be looked up
   */
  record Anew(List<PendingWrite> abandoned, List<String> toLookUp) {}

  /** The log has to be opened again, and it is as if all that waits had just come. */
  synchronized Anew beginAnew() {
    Anew anew = new Anew(new ArrayList<>(), new ArrayList<>());
    for (PendingWrite write : removeAll(Phase.UNOWNED)) {
      if (write.isAbandoned()) {
        anew.abandoned().add(write);
      } else if (!arriving.join(write)) {
        arriving.begin(write);
        anew.toLookUp().add(write.persistenceId());
      }
    }
    return anew;
  }
}
