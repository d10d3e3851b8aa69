package io.sillok.persistence.reader;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.AppendListener;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which logs hold something unread for a reader of all logs. Those that there is news of come
 * before those that are only suspected, each in turn. Thread-safe.
 */
public final class UnreadLogs {

  private final Predicate<Block> wanted;
  private final Map<LogId, LogTail> tails = new ConcurrentHashMap<>();
  private final SequencedSet<LogId> told = new LinkedHashSet<>();
  private final SequencedSet<LogId> suspected = new LinkedHashSet<>();

  /**
   * @param wanted whether a block holds anything for the reader
   */
  public UnreadLogs(Predicate<Block> wanted) {
    this.wanted = wanted;
  }

  /** Where to read. */
  public record Next(LogId log, long offset) {}

  /** Everything of {@code log} before {@code offset} is known. */
  public void passed(LogId log, long offset) {
    tail(log).pass(offset);
  }

  /** {@code log} was read up to {@code offset}, and may hold more. */
  public void read(LogId log, long offset) {
    passed(log, offset);
    note(log);
  }

  /** A read of {@code log} has found nothing. */
  public void foundNothing(LogId log) {
    tail(log).foundNothing();
  }

  /** The head of {@code log} is {@code head} at least; whether there is something unread. */
  public boolean moved(LogId log, long head) {
    boolean isUnread = tail(log).moved(head);
    if (isUnread) {
      note(log);
    }
    return isUnread;
  }

  /** Any of {@code logs} may have grown without anybody telling. */
  public synchronized void suspect(Collection<LogId> logs) {
    for (LogId log : logs) {
      tail(log).suspect();
      suspected.add(log);
    }
  }

  /** Takes the next log to read, or null when all is read that is known of. */
  public @Nullable Next next() {
    for (LogId log = take(); log != null; log = take()) {
      OptionalLong offset = tail(log).next();
      if (offset.isPresent()) {
        return new Next(log, offset.getAsLong());
      }
    }
    return null;
  }

  /** A listener that takes note, and calls {@code wake} when there is something unread. */
  public AppendListener waking(Runnable wake) {
    return new AppendListener() {
      @Override
      public void appended(Block block) {
        if (tail(block.log()).appended(block)) {
          note(block.log());
          wake.run();
        }
      }

      @Override
      public void moved(LogId log, long head) {
        if (UnreadLogs.this.moved(log, head)) {
          wake.run();
        }
      }
    };
  }

  private LogTail tail(LogId log) {
    return tails.computeIfAbsent(log, id -> new LogTail(wanted));
  }

  private synchronized void note(LogId log) {
    told.add(log);
  }

  private synchronized @Nullable LogId take() {
    if (!told.isEmpty()) {
      return told.removeFirst();
    }
    return suspected.isEmpty() ? null : suspected.removeFirst();
  }
}
