package io.sillok.loadtests.faults.memory;

/** Runs in the process that is to run out of memory, by itself: nothing else of ours is there. */
public final class Leak {

  private static final int PIECE_BYTES = 1 << 20;

  private Leak() {}

  /** Where Java begins an agent; in a thread of its own, so that whoever attached it can go. */
  public static void agentmain(String options) {
    Thread.ofPlatform().daemon().name("leak").start(Leak::keepAll);
  }

  private static void keepAll() {
    Object[] kept = {};
    while (!Thread.currentThread().isInterrupted()) {
      kept = new Object[] {kept, new byte[PIECE_BYTES]};
    }
  }
}
