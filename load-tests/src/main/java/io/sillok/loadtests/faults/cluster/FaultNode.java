package io.sillok.loadtests.faults.cluster;

import io.sillok.cassandra.testkit.ServerHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node: a process that comes and goes, at an address that stays. */
public final class FaultNode {

  private final int number;
  private final ServerHost host;
  private final URI url;
  private final List<String> command;
  private final Path log;
  private Optional<Process> process = Optional.empty();
  private boolean mayEnd;
  private long startedAt;

  FaultNode(int number, ServerHost host, URI url, List<String> command, Path log) {
    this.number = number;
    this.host = host;
    this.url = url;
    this.command = List.copyOf(command);
    this.log = log;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  public String name() {
    return "node " + number;
  }

  public ServerHost host() {
    return host;
  }

  /** Where it serves clients. */
  public URI url() {
    return url;
  }

  /** Starts it and returns at once; what it says goes to its log. */
  synchronized void start() {
    mayEnd = false;
    startedAt = System.nanoTime();
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                  .start());
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot start " + name(), failure);
    }
  }

  /** When it was started last, in nanoseconds since some moment. */
  synchronized long startedAt() {
    return startedAt;
  }

  /** Whether there is a process, stopped or not. */
  public synchronized boolean isAlive() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** The operating system's number of the process; 0 if there is none. */
  public synchronized long processId() {
    return process.map(Process::pid).orElse(0L);
  }

  /** A fault is to end it; without that its end is a failure. */
  public synchronized void mayEnd() {
    mayEnd = true;
  }

  /** Whether a fault has ended it. */
  synchronized boolean wasEnded() {
    return mayEnd;
  }

  /** What the process has ended with. */
  public int exitCode() {
    return current().exitValue();
  }

  /** Ends it as a power cut would, and returns when it is gone. */
  public void kill() {
    endsByFault();
    current().destroyForcibly();
    awaitEnd(Duration.ofSeconds(30));
  }

  /** Stops it where it stands: its connections stay open, and nobody answers. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT");
  }

  /** Tells it to hand over and end, and returns at once. */
  public void terminate() {
    endsByFault();
    signal("TERM");
  }

  /** Whether it has ended within this time. */
  public boolean awaitEnd(Duration within) {
    try {
      return current().waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name(), interrupted);
    }
  }

  /** Unless it has ended by itself before. */
  private void endsByFault() {
    if (isAlive()) {
      mayEnd();
    }
  }

  private void signal(String signal) {
    Shell.Ended sent = Shell.attempt(List.of("kill", "-" + signal, Long.toString(current().pid())));
    if (sent.exitCode() != 0 && isAlive()) {
      throw new IllegalStateException(
          "%s did not get SIG%s: %s".formatted(name(), signal, sent.output().strip()));
    }
  }

  private synchronized Process current() {
    return process.orElseThrow(() -> new IllegalStateException(name() + " was never started"));
  }
}
