package io.sillok.loadtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.Comparison.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a worker in a JVM of its own, so that no contender meets another's garbage or compiled code.
 */
public final class Fork {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fork() {}

  /** Runs {@code worker}'s main; its last line of output is a {@link Sample} as JSON. */
  public static Sample sample(Class<?> worker, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(worker, List.of("-Xmx4g"), arguments);
    String last = "";
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(
          "%s %s failed with exit code %d"
              .formatted(worker.getSimpleName(), List.of(arguments), exit));
    }
    return JSON.readValue(last, Sample.class);
  }

  /** Starts {@code main} with this JVM's class path. */
  public static Process start(Class<?> main, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The {@code java} that runs this JVM. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Prints {@code sample} as a worker's last line. */
  public static void print(Sample sample) throws IOException {
    System.out.println(JSON.writeValueAsString(sample));
  }
}
