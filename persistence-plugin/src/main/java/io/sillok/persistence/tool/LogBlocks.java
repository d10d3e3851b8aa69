package io.sillok.persistence.tool;

import io.sillok.persistence.Block;
import io.sillok.persistence.PartitionLog;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;

/**
 * The blocks of a log up to its head, read page by page so that no more than a page is in memory.
 * Throws {@link io.sillok.persistence.StoreException} when the store cannot read on.
 */
public final class LogBlocks implements Iterator<Block> {

  private static final int PAGE_BYTES = 1 << 20;

  private final PartitionLog log;
  private final int pageBytes;
  private final Queue<Block> page = new ArrayDeque<>();
  private long next;

  /**
   * @param from the first block is the one that holds this offset, or the first that is held
   */
  public LogBlocks(PartitionLog log, long from) {
    this(log, from, PAGE_BYTES);
  }

  private LogBlocks(PartitionLog log, long from, int pageBytes) {
    this.log = log;
    this.next = from;
    this.pageBytes = pageBytes;
  }

  /** As {@link #LogBlocks(PartitionLog, long)}, but reads no block before it is asked for. */
  static LogBlocks oneByOne(PartitionLog log, long from) {
    return new LogBlocks(log, from, 1);
  }

  /**
   * Whether there is another block.
   *
   * @throws CancellationException when the thread is interrupted between two pages
   */
  @Override
  public boolean hasNext() {
    if (page.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Reading log %s was given up".formatted(log.id()));
      }
      page.addAll(Stages.await(log.read(next, pageBytes)));
    }
    return !page.isEmpty();
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Log %s ends at offset %d".formatted(log.id(), next));
    }
    Block block = page.remove();
    next = block.nextOffset();
    return block;
  }
}
