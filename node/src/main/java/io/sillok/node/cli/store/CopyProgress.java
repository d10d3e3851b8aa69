package io.sillok.node.cli.store;

import io.sillok.persistence.LogId;
import io.sillok.persistence.tool.StoreCopy;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tells how far a copy is, every few seconds at most. */
final class CopyProgress implements StoreCopy.Progress {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter out;
  private final Map<LogId, Long> reached = new HashMap<>();
  private long compared;
  private long toldAt = System.nanoTime();

  CopyProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void copied(LogId log, long offset, long head) {
    reached.put(log, offset);
    tell("copied %,d offsets of %,d logs".formatted(offsets(), reached.size()));
  }

  @Override
  public synchronized void compared(LogId log) {
    compared++;
    tell("compared %,d of %,d logs".formatted(compared, reached.size()));
  }

  private long offsets() {
    return reached.values().stream().mapToLong(Long::longValue).sum();
  }

  private void tell(String line) {
    if (System.nanoTime() - toldAt >= EVERY_NANOS) {
      toldAt = System.nanoTime();
      out.println(line);
    }
  }
}
