package io.sillok.loadtests.faults.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands of the operating system to their end. */
public final class Shell {

  private static final long SECONDS = 120;

  /** How a command ended. */
  public record Ended(int exitCode, String output) {}

  private Shell() {}

  /** Runs a command, given as one line without quotes, that must succeed. */
  static String run(String line) {
    return run(List.of(line.split(" ")));
  }

  /** Runs a command that must succeed; answers what it said. */
  static String run(List<String> command) {
    Ended ended = attempt(command);
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(
          "%s failed with %d: %s"
              .formatted(String.join(" ", command), ended.exitCode(), ended.output().strip()));
    }
    return ended.output();
  }

  /** Runs a command, whatever comes of it; one that is not there ends with 127, as in a shell. */
  static Ended attempt(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("%s has not ended".formatted(String.join(" ", command)));
      }
      return new Ended(process.exitValue(), output);
    } catch (IOException notThere) {
      return new Ended(127, String.valueOf(notThere.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command, interrupted);
    }
  }
}
