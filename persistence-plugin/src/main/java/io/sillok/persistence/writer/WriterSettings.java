package io.sillok.persistence.writer;

import java.time.Duration;

/**
 * How this process writes logs.
 *
 * @param mode who else may write the same logs
 * @param limits bounds of what a log's writer holds
 * @param appendsInFlight appends under way at once, of all logs; from 1
 * @param writeTimeout a write that was not decided by then fails; what becomes of it is known
 *     before its entity recovers
 */
public record WriterSettings(
    Mode mode, WriteLimits limits, int appendsInFlight, Duration writeTimeout) {

  /** Who writes a log. */
  public enum Mode {
    /**
     * One process at a time: the first recovery in a log takes it over, and the former owner writes
     * nothing more.
     */
    OWNER,
    /** Any process at any time, but each entity in one process at a time. */
    SHARED
  }
}
