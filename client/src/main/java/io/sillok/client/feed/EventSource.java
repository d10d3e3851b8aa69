package io.sillok.client.feed;

import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.http.ByteFeed;
import io.sillok.client.http.ByteFeed.Piece;
import io.sillok.client.http.Call;
import io.sillok.client.http.Deadline;
import io.sillok.client.http.Outcome.Failure;
import io.sillok.client.http.Outcome.Success;
import io.sillok.client.http.Transport;
import io.sillok.client.json.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Server-sent events, one by one. A connection that breaks, ends or falls silent is made again, at
 * another node where there is one, until this is closed or a node refuses. Only the bytes of one
 * piece of a connection wait here. For one thread, except {@link #close}.
 */
public final class EventSource implements AutoCloseable {

  /** Four heartbeats of a node. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration LASTED = Duration.ofSeconds(10);
  private static final System.Logger LOG = System.getLogger("io.sillok.client");

  private final Transport transport;
  private final Supplier<Call> connecting;
  private final String name;
  private final Queue<Message> messages = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<Connection> connection = Optional.empty();
  private Deadline pausing = Deadline.in(Duration.ZERO);
  private int failures;

  /**
   * @param name of what is read, for the log
   * @param connecting says what to ask for whenever a connection is made, by the thread that reads;
   *     what it throws counts as a connection that could not be made
   */
  public EventSource(Transport transport, String name, Supplier<Call> connecting) {
    this.transport = transport;
    this.name = name;
    this.connecting = connecting;
  }

  /**
   * The next message; empty if none came within this time, or this was closed.
   *
   * @throws SillokException if a node refuses or ends with a problem, and would again
   */
  public Optional<Message> next(Duration within) {
    Deadline deadline = Deadline.in(within);
    try {
      while (messages.isEmpty() && !isClosed() && !deadline.isOver()) {
        if (connection.isPresent()) {
          read(connection.get(), deadline);
        } else if (!closed.await(deadline.atMost(pausing.left()).toNanos(), TimeUnit.NANOSECONDS)
            && pausing.isOver()) {
          connect();
        }
      }
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
    Optional<Message> message = Optional.ofNullable(messages.poll()).filter(any -> !isClosed());
    message
        .filter(Message::isProblem)
        .ifPresent(any -> LateProblem.unlessIn(Json.read(any.data())));
    return message;
  }

  /** Drops the connection with all that it has brought, and makes another one. */
  public void reconnect() {
    connection.ifPresent(Connection::close);
    connection = Optional.empty();
    messages.clear();
  }

  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    connection.ifPresent(Connection::close);
  }

  private void connect() {
    try {
      switch (transport.open(connecting.get().header("Accept", "text/event-stream"))) {
        case Success<ByteFeed>(var feed) -> connected(new Connection(feed, messages::add));
        case Failure<ByteFeed> failure -> failed(failure.reason(), failure.pause());
      }
    } catch (SillokException failure) {
      failed(failure, Duration.ZERO);
    }
  }

  private void connected(Connection made) {
    connection = Optional.of(made);
    if (isClosed()) {
      made.close();
    } else if (failures > 0) {
      LOG.log(System.Logger.Level.INFO, "Reading {0} again", name);
    }
  }

  private void failed(SillokException reason, Duration wait) {
    if (!reason.retryable()) {
      throw reason;
    }
    lost(String.valueOf(reason.getMessage()), wait);
  }

  private void read(Connection open, Deadline deadline) throws InterruptedException {
    switch (open.take(deadline.atMost(SILENCE.minus(open.silent)))) {
      case Piece.Bytes bytes -> {}
      case Piece.Nothing nothing -> {
        if (open.silent.compareTo(SILENCE) >= 0) {
          drop(open, "nothing came for %d s".formatted(SILENCE.toSeconds()));
        }
      }
      case Piece.End end -> drop(open, "the node ended the connection");
      case Piece.Broken(Throwable cause) -> drop(open, "the connection broke: " + cause);
    }
    if (!messages.isEmpty()) {
      failures = 0;
    }
  }

  private void drop(Connection open, String why) {
    open.close();
    connection = Optional.empty();
    if (open.lasted(LASTED)) {
      failures = 0;
    }
    if (!isClosed()) {
      lost(why, Duration.ZERO);
    }
  }

  private void lost(String why, Duration wait) {
    failures++;
    if (failures == 1) {
      LOG.log(System.Logger.Level.WARNING, "Reading {0} was interrupted: {1}", name, why);
    }
    Duration backoff = transport.settings().backoff().after(failures, ThreadLocalRandom.current());
    pausing = Deadline.in(wait.plus(backoff));
  }

  /** One connection, and for how long nothing has come over it while it was waited for. */
  private static final class Connection implements AutoCloseable {
    private final long began = System.nanoTime();
    private final ByteFeed feed;
    private final MessageParser parser;
    private Duration silent = Duration.ZERO;

    private Connection(ByteFeed feed, Consumer<Message> messages) {
      this.feed = feed;
      this.parser = new MessageParser(messages);
    }

    private Piece take(Duration within) throws InterruptedException {
      Piece piece = feed.take(within);
      silent = piece instanceof Piece.Nothing ? silent.plus(within) : Duration.ZERO;
      if (piece instanceof Piece.Bytes(var buffers)) {
        for (ByteBuffer buffer : buffers) {
          parser.take(buffer);
        }
      }
      return piece;
    }

    private boolean lasted(Duration time) {
      return System.nanoTime() - began >= time.toNanos();
    }

    @Override
    public void close() {
      feed.close();
    }
  }
}
