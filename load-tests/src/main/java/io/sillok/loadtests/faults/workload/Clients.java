package io.sillok.loadtests.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads of clients, and what went wrong in them. Thread-safe. */
public final class Clients {

  /** Longer than any turn, which asks for up to three things, is tried. */
  private static final Duration PATIENCE = Duration.ofMinutes(16);

  private final List<Thread> threads = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean finishing;

  /** What a client does again and again. */
  public interface Turn {
    void take() throws InterruptedException;
  }

  /** Has a client take turns until all are to finish; one that throws is at its end. */
  public void start(String name, Turn turn) {
    Thread thread = Thread.ofPlatform().daemon().name(name).start(() -> run(name, turn));
    synchronized (this) {
      threads.add(thread);
    }
  }

  private void run(String name, Turn turn) {
    try {
      while (!finishing) {
        turn.take();
      }
    } catch (Throwable failure) { // nobody else would tell it
      fail("%s ended: %s".formatted(name, failure));
    }
  }

  synchronized void fail(String what) {
    failures.add(what);
  }

  /** What went wrong, by client. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** No turn begins any more; returns when the last ones are over, or take longer than any may. */
  public void finish() throws InterruptedException {
    finishing = true;
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : all) {
      if (!thread.join(Duration.ofNanos(Math.max(1, giveUp - System.nanoTime())))) {
        fail("%s does not come to an end".formatted(thread.getName()));
        thread.interrupt();
      }
    }
  }
}
