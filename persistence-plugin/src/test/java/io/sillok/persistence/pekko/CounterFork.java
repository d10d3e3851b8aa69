package io.sillok.persistence.pekko;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A {@link CounterProcess}, and what it has printed so far. */
final class CounterFork implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final Process process;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledgements = new AtomicInteger();
  private final List<String> stopped = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  private CounterFork(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static CounterFork start(String settings, int counters) throws IOException {
    return new CounterFork(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CounterProcess.class.getName(),
                settings,
                Integer.toString(counters))
            .redirectErrorStream(true)
            .start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(this::read);
    } catch (IOException | UncheckedIOException e) {
      log.add("The pipe broke: " + e);
    }
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "ACK" -> {
        acknowledged.put(words[1], Long.parseLong(words[2]));
        acknowledgements.incrementAndGet();
      }
      case "STOPPED" -> stopped.add(words[1]);
      default -> log.add(line);
    }
  }

  /** By counter the value that was acknowledged last. */
  Map<String, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  int acknowledgements() {
    return acknowledgements.get();
  }

  List<String> stopped() {
    return stopped;
  }

  /** What it printed besides. */
  String log() {
    return String.join("\n", log);
  }

  void awaitAcknowledgements(int count, int counters) throws InterruptedException {
    await(() -> acknowledgements.get() >= count && acknowledged.size() == counters);
  }

  void awaitStopped(int count) throws InterruptedException {
    await(() -> stopped.size() >= count);
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%d acknowledgements, %d stopped, and:%n%s"
                .formatted(acknowledgements.get(), stopped.size(), log()));
      }
      Thread.sleep(20);
    }
  }

  /** Stops the process where it stands. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
    // What it had printed is read.
    Thread.sleep(200);
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exitCode != 0) {
      throw new IOException("kill -%s ended with exit code %d".formatted(name, exitCode));
    }
  }

  /** Kills it (SIGKILL), and has all that it printed read. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Thread.sleep(200);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
