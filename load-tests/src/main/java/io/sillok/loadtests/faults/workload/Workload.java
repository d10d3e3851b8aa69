package io.sillok.loadtests.faults.workload;

/** Something that clients do all the time. */
public interface Workload {

  /** Begins; returns when it is under way. */
  void begin() throws InterruptedException;

  /** Begins nothing more, and returns when all that is under way is done. */
  void finish() throws InterruptedException;
}
