package io.sillok.loadtests.faults.fault;

import java.time.Duration;

/** Something that breaks. */
public interface Fault {

  /** As the command line has it. */
  String name();

  /** What it does, for people. */
  String description();

  /** What it takes beside processes. */
  default Need need() {
    return Need.NOTHING;
  }

  /** Whether clients that wait for an answer then do not get one. */
  default boolean losesAnswers() {
    return false;
  }

  /** So much later than usual something may come to those who read. */
  default Duration putsOff() {
    return Duration.ZERO;
  }

  /** Breaks it, waits for what must come of that, and puts all back in order. */
  void strike(Stage stage) throws InterruptedException;

  /** What a fault may take. */
  enum Need {
    /** Only processes, and signals to them. */
    NOTHING,
    /** Hosts that can be cut off from each other, and a ring of Cassandra. */
    NETWORK,
    /** A clock that can be moved. */
    CLOCK
  }
}
