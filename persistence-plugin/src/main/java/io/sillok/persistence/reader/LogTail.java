package io.sillok.persistence.reader;

import io.sillok.persistence.Block;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How far one reader of a log has come, and how far it has heard the log to go. Blocks without
 * anything wanted are passed as they are heard of, without being read. Thread-safe.
 */
public final class LogTail {

  private final Predicate<Block> wanted;

  /** Everything before is read, or not wanted. */
  private long passed;

  private long heard = -1;

  /** Whether no read has found nothing yet, so that there may be more than was heard of. */
  private boolean suspected = true;

  /**
   * @param wanted whether a block holds anything for the reader; called under a lock
   */
  public LogTail(Predicate<Block> wanted) {
    this.wanted = wanted;
  }

  /** Everything before {@code offset} is read, or not wanted. */
  public synchronized void pass(long offset) {
    passed = Math.max(passed, offset);
  }

  /** Everything before this offset is read, or not wanted. */
  public synchronized long passed() {
    return passed;
  }

  /** This process has appended {@code block}; whether there is something to read now. */
  public synchronized boolean appended(Block block) {
    if (block.firstOffset() == passed && !wanted.test(block)) {
      passed = block.nextOffset();
    }
    return moved(block.nextOffset());
  }

  /** The head is {@code head} at least; whether there is something to read now. */
  public synchronized boolean moved(long head) {
    heard = Math.max(heard, head);
    return passed < heard;
  }

  /** A read has found nothing; whether it should have, by what was heard. */
  public synchronized boolean foundNothing() {
    suspected = false;
    return passed < heard;
  }

  /** Where to read on; nothing when all is passed that was found or heard of. */
  public synchronized OptionalLong next() {
    return passed >= heard && !suspected ? OptionalLong.empty() : OptionalLong.of(passed);
  }
}
