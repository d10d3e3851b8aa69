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

  private static final Duration LASTED = Duration.ofSeconds(10);
  private static final System.Logger LOG = System.getLogger("io.sillok.client");

  private final Transport transport;
  private final Supplier<Call> connecting;
  private final String name;
  private final Duration silence;
  private final Queue<Message> messages = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<Connection> connection = Optional.empty();
  private Deadline pausing = Deadline.in(Duration.ZERO);
  private int failures;

  /**
   * @param name of what is read, for the log
   * @param silence after which a connection over which nothing comes is given up: some heartbeats
   *     of a node
   * @param connecting says what to ask for whenever a connection is made, by the thread that reads;
   *     what it throws counts as a connection that could not be made
   */
  public EventSource(
      Transport transport, String name, Duration silence, Supplier<Call> connecting) {
    this.transport = transport;
    this.name = name;
    this.silence = silence;
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
      switch (transport.open(connecting.get().header("Accept", "text/event-stream"), silence)) {
        case Success<ByteFeed>(var feed) -> connected(new Connection(feed, silence, messages::add));
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
    switch (open.take(deadline)) {
      case Piece.Bytes bytes -> {}
      case Piece.Nothing nothing -> {
        if (open.isSilent()) {
          leave(open, "nothing came for %d s".formatted(silence.toSeconds()));
        }
      }
      case Piece.End end -> drop(open, "the node ended the connection");
      case Piece.Broken(Throwable cause) -> leave(open, "the connection broke: " + cause);
    }
    if (!messages.isEmpty()) {
      failures = 0;
    }
  }

  /** Another node may do better. */
  private void leave(Connection open, String why) {
    transport.moveOnFrom(open.feed);
    drop(open, why);
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

  /**
   * One connection, and until when something must come over it. While nobody takes it from here
   * that goes on to count: a piece would wait.
   */
  private static final class Connection implements AutoCloseable {
    private final long began = System.nanoTime();
    private final ByteFeed feed;
    private final Duration silence;
    private final MessageParser parser;
    private Deadline silent;

    private Connection(ByteFeed feed, Duration silence, Consumer<Message> messages) {
      this.feed = feed;
      this.silence = silence;
      this.parser = new MessageParser(messages);
      silent = Deadline.in(silence);
    }

    private Piece take(Deadline deadline) throws InterruptedException {
      Piece piece = feed.take(deadline.atMost(silent.left()));
      if (piece instanceof Piece.Bytes(var buffers)) {
        silent = Deadline.in(silence);
        for (ByteBuffer buffer : buffers) {
          parser.take(buffer);
        }
      }
      return piece;
    }

    private boolean isSilent() {
      return silent.isOver();
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
