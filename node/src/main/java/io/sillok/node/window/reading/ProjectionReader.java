package io.sillok.node.window.reading;

import io.sillok.node.cluster.partition.OtherNodes;
import io.sillok.node.window.reading.ReaderMessage.Again;
import io.sillok.node.window.reading.ReaderMessage.Idle;
import io.sillok.node.window.reading.ReaderMessage.More;
import io.sillok.node.window.reading.ReaderMessage.NotRead;
import io.sillok.node.window.reading.ReaderMessage.Pull;
import io.sillok.node.window.reading.ReaderMessage.Stop;
import io.sillok.node.window.reading.ReaderMessage.WasRead;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition for all shards of a projection that ask for it: what they ask for from the
 * same offset is read once. Remembers nothing that it could not read again, so that each shard
 * keeps for itself how far it has come, and goes back alone.
 */
public final class ProjectionReader {

  /** Pages that wait for shards; with more, the first are read again for those that come late. */
  private static final int PAGES = 4;

  /** Whoever has not asked for a page so long may be gone. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final ActorContext<ReaderMessage> context;
  private final TimerScheduler<ReaderMessage> timers;
  private final PageSource source;
  private final TreeMap<Long, ReadPage> pages = new TreeMap<>();
  private final Map<Integer, Pull> pulls = new HashMap<>();

  /** By shard, what it has asked for last. */
  private final Map<Integer, Long> positions = new HashMap<>();

  private final AtomicBoolean told = new AtomicBoolean();
  private final LogNews news;

  /** Where the log ended when it was read last, if it is not known to have grown since. */
  private long end = -1;

  /** The events there wait for a table that is still being read. */
  private final Set<Long> held = new HashSet<>();

  /** Whether an event waits for a table, so that nothing behind it is of interest. */
  private volatile boolean awaiting;

  private boolean busy;
  private boolean waiting;

  public static Behavior<ReaderMessage> create(ReaderParts parts, PageSource source) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new ProjectionReader(context, timers, parts, source).begin()));
  }

  private ProjectionReader(
      ActorContext<ReaderMessage> context,
      TimerScheduler<ReaderMessage> timers,
      ReaderParts parts,
      PageSource source) {
    this.context = context;
    this.timers = timers;
    this.source = source;
    news = new LogNews(parts.heads(), source.log(), parts.pollInterval(), this::tellGrown);
  }

  /** The log has more. Called on any thread. */
  private void tellGrown() {
    if (!awaiting) {
      tellMore();
    }
  }

  /** The table may have what was waited for. Called on any thread. */
  private void tellKnown() {
    awaiting = false;
    tellMore();
  }

  private void tellMore() {
    if (told.compareAndSet(false, true)) {
      context.getSelf().tell(new More());
    }
  }

  private Behavior<ReaderMessage> begin() {
    context.setReceiveTimeout(IDLE, new Idle());
    return Behaviors.receive(ReaderMessage.class)
        .onAnyMessage(this::receive)
        .onSignal(
            PostStop.class,
            stopped -> {
              if (OtherNodes.areUp(context.getSystem())) {
                pulls.values().forEach(this::leave);
              }
              news.close();
              source.close();
              return Behaviors.same();
            })
        .build();
  }

  private Behavior<ReaderMessage> receive(ReaderMessage message) {
    switch (message) {
      case Pull pull -> {
        pulls.put(pull.shard(), pull);
        positions.put(pull.shard(), pull.from());
      }
      case More more -> {
        end = -1;
        held.clear();
      }
      case WasRead(ReadPage page) -> read(page);
      case NotRead(long from, Throwable reason) -> notRead(from, reason);
      case Again again -> waiting = false;
      case Idle idle when pulls.isEmpty() -> {
        return Behaviors.stopped();
      }
      case Idle idle -> {}
      case Stop stop -> {
        return Behaviors.stopped();
      }
    }
    serve();
    readOn();
    return Behaviors.same();
  }

  private void read(ReadPage page) {
    busy = false;
    if (page.isEmpty()) {
      awaiting = page.waitsFor().isPresent();
      boolean nothing = source.await(page, this::tellKnown);
      if (!told.get()) {
        end = nothing ? page.from() : end;
        if (!nothing) {
          held.add(page.from());
        }
      } else {
        end = -1;
      }
    } else {
      pages.put(page.from(), page);
    }
  }

  private void notRead(long from, Throwable reason) {
    busy = false;
    waiting = true;
    context.getLog().warn("Cannot read {} from offset {}: {}", name(), from, reason.toString());
    timers.startSingleTimer(new Again(), RETRY);
  }

  private String name() {
    return context.getSelf().path().name();
  }

  /** Gives what is there. */
  private void serve() {
    pulls.values().removeIf(this::served);
    pages.values().removeIf(ReadPage::isGiven);
    if (!positions.isEmpty()) {
      pages.headMap(Collections.min(positions.values())).clear();
    }
    while (pages.size() > PAGES) {
      pages.pollFirstEntry();
    }
  }

  private boolean served(Pull pull) {
    ReadPage page = pages.get(pull.from());
    Optional<ReadPart> part = page == null ? Optional.empty() : page.take(pull.shard());
    if (part.isPresent()) {
      give(pull, part.get());
    } else if (page != null) {
      pages.remove(pull.from()); // it is read once more, for whoever takes it twice
    } else if (pull.from() == end && !pull.waits()) {
      give(pull, ReadPart.nothing(pull.from(), pull.eventTime()));
      return true;
    }
    return part.isPresent();
  }

  private void give(Pull pull, ReadPart part) {
    boolean here = !pull.replyTo().path().address().hasGlobalScope();
    pull.replyTo()
        .tell(
            here
                ? new ReaderAnswer.Here(source.input(), part)
                : new ReaderAnswer.Sent(source.input(), source.toBytes(part)));
  }

  private void leave(Pull pull) {
    pull.replyTo().tell(new ReaderAnswer.Left(source.input()));
  }

  /** Reads for whoever is the farthest behind, unless others have to take theirs first. */
  private void readOn() {
    Pull next = next();
    if (busy || waiting || next == null || (isAhead(next) && isFull())) {
      return;
    }
    busy = true;
    told.set(false);
    context.pipeToSelf(
        source.read(next.from(), next.eventTime()),
        (page, failure) -> page == null ? new NotRead(next.from(), failure) : new WasRead(page));
  }

  private @Nullable Pull next() {
    Pull next = null;
    for (Pull pull : pulls.values()) {
      if (pull.from() != end
          && !held.contains(pull.from())
          && (next == null || pull.from() < next.from())) {
        next = pull;
      }
    }
    return next;
  }

  private boolean isAhead(Pull pull) {
    return !pages.isEmpty() && pull.from() > pages.lastKey();
  }

  private boolean isFull() {
    if (pages.size() < PAGES) {
      return false;
    }
    boolean patient = System.nanoTime() - pages.firstEntry().getValue().since() < PATIENCE_NANOS;
    if (patient) {
      timers.startSingleTimer(new Again(), RETRY);
    }
    return patient;
  }
}
