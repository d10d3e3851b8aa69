package io.sillok.persistence.writer;

import io.sillok.persistence.LogId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The logs that somebody listens to.
 *
 * @param all every log, whatever {@code logs} says
 */
public record Interest(boolean all, Set<LogId> logs) {

  public static final Interest NONE = new Interest(false, Set.of());
  public static final Interest ALL = new Interest(true, Set.of());

  public Interest {
    logs = all ? Set.of() : Set.copyOf(logs);
  }

  public boolean covers(LogId log) {
    return all || logs.contains(log);
  }

  public boolean isNone() {
    return !all && logs.isEmpty();
  }

  /** What either covers. */
  public Interest and(Interest other) {
    if (all || other.all) {
      return ALL;
    }
    Set<LogId> both = new HashSet<>(logs);
    both.addAll(other.logs);
    return new Interest(false, both);
  }

  /** The same, or all logs when it would take more than {@code bytes} to name them. */
  public Interest within(int bytes) {
    long size = 0;
    for (LogId log : logs) {
      size += log.name().getBytes(StandardCharsets.UTF_8).length + 4L;
    }
    return size > bytes ? ALL : this;
  }
}
