package io.sillok.loadtests.report;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when a comparison ran. */
public final class Machine {

  private static final String COMMIT = "sillok.load.commit";
  private static final long GIBIBYTE = 1L << 30;

  private Machine() {}

  public static String describe() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() / GIBIBYTE
            : 0;
    return "Commit %s, %s, %s %s, %d cores, %d GiB, JDK %s"
        .formatted(
            commit(),
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            memory,
            System.getProperty("java.version"));
  }

  /**
   * The commit that was there when the run began, with a plus sign if files had changed since;
   * {@code load-tests/run} takes it before it builds, for the working tree may go on meanwhile.
   */
  static String commit() {
    return System.getProperty(COMMIT, "unknown");
  }
}
