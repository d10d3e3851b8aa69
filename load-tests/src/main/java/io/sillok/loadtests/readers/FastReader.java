package io.sillok.loadtests.readers;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.event.EventLine;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.event.Tally;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Lines;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events as they come, in a thread of its own, and checks each. */
final class FastReader implements AutoCloseable {

  private static final long POLL_MILLIS = 5;

  private final HttpConnection connection;
  private final FutureTask<Void> reading;
  private final Tally tally = new Tally();
  private final Meter ages = new Meter();
  private volatile long seen;

  private FastReader(HttpConnection connection, InputStream events, Writer writer) {
    this.connection = connection;
    reading = new FutureTask<>(() -> read(events, writer));
  }

  /** Begins at {@code path}, which has nothing yet that {@code writer} does not append. */
  static FastReader start(HttpConnection connection, InputStream events, Writer writer) {
    FastReader reader = new FastReader(connection, events, writer);
    Thread.ofPlatform().daemon().start(reader.reading);
    return reader;
  }

  private Void read(InputStream events, Writer writer) throws IOException {
    Lines.read(
        events,
        (buffer, from, to) -> {
          int data = EventLine.dataOf(buffer, from, to);
          if (data >= 0) {
            tally.add(buffer, data, to - 1);
            seen = tally.count();
            long age = writer.ageNanos(PageViews.number(buffer, data));
            if (age >= 0) {
              ages.recordNanos(age);
            }
          }
          return true;
        });
    throw new EOFException("The node ended the stream");
  }

  /** How many events it has seen. */
  long seen() {
    return seen;
  }

  /** How old the first of each batch was when it was seen. */
  Meter ages() {
    return ages;
  }

  /**
   * Waits until it has seen so many.
   *
   * @throws IOException if that takes longer, or if it failed
   */
  void awaitSeen(long events, Duration within) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (seen < events) {
      if (reading.isDone() || System.nanoTime() > deadline) {
        throw new IOException(
            "The fast reader saw %,d of %,d events".formatted(seen, events),
            reading.isDone() ? reading.exceptionNow() : null);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
