package io.sillok.persistence.reader;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.LogGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the heads of logs at one interval, once for all who want that, and as long as anybody
 * does. One that fails, as when the store cannot be reached, is made up for by the next.
 */
final class Looks {

  private static final Logger LOGGER = LoggerFactory.getLogger(Looks.class);

  private final Duration interval;
  private final HeadLook look;
  private final Later later;
  private final Map<LogGroup, Integer> wanted = new HashMap<>();
  private boolean looking;
  private @Nullable Runnable cancelNext;

  /** Of the next look; one with another number was cancelled too late. */
  private long turn;

  private boolean failing;

  Looks(Duration interval, HeadLook look, Later later) {
    this.interval = interval;
    this.look = look;
    this.later = later;
  }

  synchronized void add(LogGroup group) {
    boolean idle = wanted.isEmpty() && !looking;
    wanted.merge(group, 1, Integer::sum);
    if (idle) {
      lookLater();
    }
  }

  private void lookLater() {
    long next = ++turn;
    cancelNext = later.run(PollDelay.behind(interval), () -> look(next));
  }

  /** Takes back one {@link #add}. */
  synchronized void remove(LogGroup group) {
    wanted.computeIfPresent(group, (same, count) -> count == 1 ? null : count - 1);
    if (wanted.isEmpty()) {
      turn++;
      cancelNext();
    }
  }

  private void cancelNext() {
    Runnable cancel = cancelNext;
    cancelNext = null;
    if (cancel != null) {
      cancel.run();
    }
  }

  private void look(long number) {
    Set<LogGroup> groups;
    synchronized (this) {
      if (number != turn) {
        return;
      }
      looking = true;
      groups = Set.copyOf(wanted.keySet());
    }
    List<LogGroup> others = groups.stream().filter(Looks::coversByRule).toList();
    look.at(log -> covers(groups, others, log)).whenComplete((heads, failure) -> looked(failure));
  }

  private static boolean coversByRule(LogGroup group) {
    return group instanceof LogGroup.Several || group instanceof LogGroup.Matching;
  }

  /** There may be many groups of one log or name, so these are not gone through. */
  private static boolean covers(Set<LogGroup> groups, List<LogGroup> others, LogId log) {
    return groups.contains(new LogGroup.Single(log))
        || groups.contains(new LogGroup.Named(log.name()))
        || others.stream().anyMatch(group -> group.covers(log));
  }

  private synchronized void looked(@Nullable Throwable failure) {
    looking = false;
    if (failure != null && !failing) {
      LOGGER.warn(
          "Live queries find what others wrote once the store answers: {}", failure.toString());
    }
    failing = failure != null;
    if (!wanted.isEmpty()) {
      lookLater();
    }
  }
}
