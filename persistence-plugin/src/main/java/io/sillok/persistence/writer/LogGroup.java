package io.sillok.persistence.writer;

import io.sillok.persistence.LogId;
import java.util.Set;
import java.util.function.Predicate;

/** Some logs, those that do not exist yet, too. Equal ones cover the same logs. */
public sealed interface LogGroup {

  boolean covers(LogId log);

  /** One log. */
  record Single(LogId log) implements LogGroup {
    @Override
    public boolean covers(LogId other) {
      return log.equals(other);
    }
  }

  /** The logs of one name, of all partitions. */
  record Named(String name) implements LogGroup {
    @Override
    public boolean covers(LogId log) {
      return name.equals(log.name());
    }
  }

  /** These logs. */
  record Several(Set<LogId> logs) implements LogGroup {

    public Several {
      logs = Set.copyOf(logs);
    }

    @Override
    public boolean covers(LogId log) {
      return logs.contains(log);
    }
  }

  /**
   * The logs with names that are wanted.
   *
   * @param names the wanted ones; two groups are equal only if this is the same object
   */
  record Matching(Predicate<String> names) implements LogGroup {
    @Override
    public boolean covers(LogId log) {
      return names.test(log.name());
    }
  }
}
