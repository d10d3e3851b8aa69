package io.sillok.persistence;

import java.time.Instant;

/**
 * An event that knows when it happened. The journal takes the time from here; for any other event
 * it is the time at which the journal took it.
 */
public interface HasEventTime {

  /** When it happened; kept to the microsecond. */
  Instant eventTime();
}
