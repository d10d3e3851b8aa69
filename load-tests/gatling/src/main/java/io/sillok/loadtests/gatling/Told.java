package io.sillok.loadtests.gatling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file with what was asked for and acknowledged: a line each, its words between tabs. Asking is
 * written before the request, so that what was never answered can be told from what was never sent.
 * The last line says that nothing is missing.
 */
final class Told implements AutoCloseable {

  private final Writer file;
  private long lines;
  private boolean broken;

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

  /** A user begins. */
  void came(String users) {
    write("came", users);
  }

  /** A user has done all. */
  void left(String users) {
    write("left", users);
  }

  void commandAsked(String cart) {
    write("command-asked", cart);
  }

  void commandAccepted(String cart, long sequenceNumber) {
    write("command-accepted", cart, sequenceNumber);
  }

  /**
   * An answer showed something of a cart.
   *
   * @param kind of answer
   * @param wanted what had been acknowledged before
   */
  void shown(String kind, String cart, String wanted, String got) {
    write("shown", kind, cart, wanted, got);
  }

  void appendAsked(String id) {
    write("append-asked", id);
  }

  void appended(String id, int partition, long offset) {
    write("appended", id, partition, offset);
  }

  /**
   * The queue handed out an event.
   *
   * @param asked so many lines stood here when it was asked for
   */
  void received(int partition, long offset, long asked) {
    write("received", partition, offset, asked);
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

  /**
   * A request was not done, and is not sent again.
   *
   * @param status of the last answer; 0 for none
   */
  void gaveUp(String request, int tries, int status) {
    write("gave-up", request, tries, status);
  }

  /** Something went wrong in a user. */
  void failed(RuntimeException failure) {
    write("failed", failure);
  }

  /** So many were written: the time, in the order of all that comes about. */
  synchronized long lines() {
    return lines;
  }

  private synchronized void write(Object... words) {
    try {
      for (int index = 0; index < words.length; index++) {
        file.write(index == 0 ? "" : "\t");
        file.write(words[index].toString().replaceAll("[\\t\\r\\n]+", " "));
      }
      file.write("\n");
      lines++;
    } catch (IOException failure) {
      broken = true;
      throw new UncheckedIOException("What was acknowledged cannot be written", failure);
    }
  }

  @Override
  public synchronized void close() {
    if (!broken) {
      write("end");
    }
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("What was acknowledged cannot be written", failure);
    }
  }
}
