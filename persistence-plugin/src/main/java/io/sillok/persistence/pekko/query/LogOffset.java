package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import java.util.Objects;
import org.apache.pekko.persistence.query.Offset;
import org.jspecify.annotations.Nullable;

/** Where an event stands: its log and its dense offset there, from 0. */
public final class LogOffset extends Offset {

  private final LogId log;
  private final long offset;

  public LogOffset(LogId log, long offset) {
    this.log = log;
    this.offset = offset;
  }

  public LogId log() {
    return log;
  }

  public long offset() {
    return offset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LogOffset that && log.equals(that.log) && offset == that.offset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(log, offset);
  }

  @Override
  public String toString() {
    return log + "@" + offset;
  }
}
