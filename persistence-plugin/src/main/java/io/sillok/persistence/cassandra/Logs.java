package io.sillok.persistence.cassandra;

import io.sillok.persistence.LogId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The logs that this process has had to do with; each has one object, for it has state. */
final class Logs {

  private final Map<LogId, CassandraLog> logs = new ConcurrentHashMap<>();
  private final CassandraLog.Parts parts;

  Logs(CassandraLog.Parts parts) {
    this.parts = parts;
  }

  CassandraLog of(LogId id) {
    return logs.computeIfAbsent(id, log -> new CassandraLog(log, parts));
  }

  Collection<CassandraLog> all() {
    return logs.values();
  }
}
