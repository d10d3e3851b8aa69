package io.sillok.loadtests.faults;

import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.Shell;
import java.util.List;

/** Has {@code sillok log verify} read every block of every log. */
final class LogVerification {

  private static final long LEAST_LOGS = 24;
  private static final String SOUND = "sound";

  private LogVerification() {}

  static Finding of(FaultCluster cluster) {
    Shell.Ended ended = cluster.verifyLogs();
    List<String> lines = ended.output().lines().toList();
    long sound = lines.stream().filter(line -> line.strip().endsWith(SOUND)).count();
    return new Finding(
        "logs are sound: offsets dense, epochs and times do not fall, no event of an entity is missing",
        sound,
        LEAST_LOGS,
        ended.exitCode() == 0
            ? List.of()
            : lines.stream().filter(line -> !line.strip().endsWith(SOUND)).toList());
  }
}
