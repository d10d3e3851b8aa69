package io.sillok.node.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads what a process says while it runs, so that it never waits for a reader. */
final class Lines implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final InputStream stream;
  private final Thread reader;

  private Lines(InputStream stream) {
    this.stream = stream;
    this.reader = Thread.ofPlatform().daemon().unstarted(this::read);
  }

  static Lines of(InputStream stream) {
    Lines lines = new Lines(stream);
    lines.reader.start();
    return lines;
  }

  /** What was said so far. */
  List<String> all() {
    return List.copyOf(lines);
  }

  /** All of it, after the end. */
  List<String> toTheEnd() throws InterruptedException {
    reader.join();
    return all();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException alreadyGone) {
      // the process took it along
    }
  }

  private void read() {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      text.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException closed) {
      // the process is gone, or nobody listens any more
    }
  }
}
