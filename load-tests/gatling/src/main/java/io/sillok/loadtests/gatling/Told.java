package io.sillok.loadtests.gatling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file with what was asked for and acknowledged: a line each, its words between tabs. Asking is
 * written before the request, so that what was never answered can be told from what was never sent.
 */
final class Told implements AutoCloseable {

  private final Writer file;

  private Told(Writer file) {
    this.file = file;
  }

  static Told writingTo(Path path) {
    try {
      return new Told(Files.newBufferedWriter(path));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write %s".formatted(path), failure);
    }
  }

  void commandAsked(String cart) {
    write("command-asked", cart);
  }

  void commandAccepted(String cart, long sequenceNumber) {
    write("command-accepted", cart, sequenceNumber);
  }

  void appendAsked(String id) {
    write("append-asked", id);
  }

  void appended(String id, int partition, long offset) {
    write("appended", id, partition, offset);
  }

  void ackAsked(int partition, long offset) {
    write("ack-asked", partition, offset);
  }

  void acked(int partition, long offset) {
    write("acked", partition, offset);
  }

  /** An answer that said when to come again. */
  void later(String request, int status) {
    write("later", request, status);
  }

  private synchronized void write(Object... words) {
    try {
      for (int index = 0; index < words.length; index++) {
        file.write((index == 0 ? "" : "\t") + words[index]);
      }
      file.write("\n");
    } catch (IOException failure) {
      throw new UncheckedIOException("What was acknowledged cannot be written", failure);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("What was acknowledged cannot be written", failure);
    }
  }
}
