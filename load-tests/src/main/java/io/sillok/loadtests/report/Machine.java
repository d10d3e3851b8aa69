package io.sillok.loadtests.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when a comparison ran. */
public final class Machine {

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

  /** The commit of the working tree, with a plus sign if files have changed since. */
  static String commit() {
    String commit = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no", ":!load-tests/RESULTS.md").isEmpty()
        ? commit
        : commit + "+";
  }

  private static String git(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(
                  java.util.stream.Stream.concat(
                          java.util.stream.Stream.of("git"), java.util.Arrays.stream(arguments))
                      .toList())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException withoutGit) {
      return "unknown";
    }
  }
}
