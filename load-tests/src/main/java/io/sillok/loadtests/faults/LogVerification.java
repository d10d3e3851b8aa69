package io.sillok.loadtests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.Shell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has {@code sillok log verify} read every block of every log. */
final class LogVerification {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LogVerification() {}

  /**
   * @param written so many events must stand, by log, in all partitions together
   */
  static Finding of(FaultCluster cluster, Map<String, Long> written) {
    Shell.Ended ended = cluster.verifyLogs();
    return of(ended.exitCode(), ended.output(), written);
  }

  /** The same of what the command has said, a log in each line. */
  static Finding of(int exitCode, String output, Map<String, Long> written) {
    List<String> violations = new ArrayList<>();
    if (exitCode != 0) {
      violations.add("It ended with %d".formatted(exitCode));
    }
    Map<String, Long> events = new HashMap<>();
    long logs = 0;
    for (String line : output.lines().toList()) {
      JsonNode log = read(line);
      if (log.path("events").isNumber() && log.path("fault").isNull()) {
        logs++;
        events.merge(log.path("log").asText(), log.path("events").asLong(), Long::sum);
      } else if (exitCode != 0 || log.isObject()) {
        violations.add(line);
      }
    }
    written.forEach((log, many) -> {
      if (events.getOrDefault(log, 0L) != many.longValue()) {
        violations.add(
            "%d events of %s are sound, and %d stand"
                .formatted(events.getOrDefault(log, 0L), log, many));
      }
    });
    return new Finding(
        "logs are sound: offsets dense, epochs and times do not fall, no event of an entity is missing",
        logs,
        written.size(),
        violations);
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException otherWords) {
      return JSON.missingNode();
    }
  }
}
