package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server's process with its guard: a shell that waits for the end of a pipe which only this JVM
 * holds open. When this JVM goes, however it goes, the guard kills the server, even a paused one,
 * and deletes its directory.
 */
final class ServerProcess {

  /**
   * The shell becomes the server, so {@code $$} is the server's process id. The guard deletes only
   * what it has killed: of a server that died by itself, the data is still wanted. A line instead
   * of the end dismisses the guard.
   */
  private static final String GUARDED =
      """
      exec 3<&0 < /dev/null
      (read -r _ <&3 || { kill -KILL $$ && sleep 1 && rm -rf -- "$0"; }) > /dev/null 2>&1 &
      exec 3<&- "$@"
      """;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Runs {@code command} with its output appended to {@code log}. */
  static ServerProcess start(Path directory, Path log, List<String> command) {
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARDED, directory.toString()));
    guarded.addAll(command);
    try {
      return new ServerProcess(
          new ProcessBuilder(guarded)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw CassandraException.failed("Starting " + command.getFirst(), e);
    }
  }

  long id() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  /** Returns when it is gone. */
  void kill() {
    dismissGuard();
    process.destroyForcibly();
    awaitEnd(10);
  }

  /** Asks it to end, and kills it if it has not within {@code seconds}. */
  void terminate(int seconds) {
    if (!process.isAlive()) {
      return;
    }
    resume();
    // Not Process.destroy, which closes the guard's pipe.
    signal("TERM");
    if (!awaitEnd(seconds)) {
      kill();
    }
  }

  private boolean awaitEnd(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw CassandraException.interrupted("waiting for Cassandra to end");
    }
  }

  private void signal(String name) {
    Command.run(List.of("sh", "-c", "kill -%s %d".formatted(name, process.pid())));
  }

  private void dismissGuard() {
    try {
      OutputStream guard = process.getOutputStream();
      guard.write('\n');
      guard.flush();
    } catch (IOException e) {
      // It is gone already, and so is what it guards.
    }
  }
}
