package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short command to its end. */
final class Command {

  private Command() {}

  /** Runs {@code command}; if it fails, its output is in the exception. */
  static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw CassandraException.failed(command.toString(), output);
      }
    } catch (IOException e) {
      throw CassandraException.failed(command.toString(), e);
    } catch (InterruptedException e) {
      throw CassandraException.interrupted("running " + command);
    }
  }
}
