package io.sillok.client.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.failure.UnreachableException;
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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * JSON values of a long answer, one a line, up to its end. A connection that breaks before that is
 * made again; this gives up only when nothing has come for the client's deadline. For one thread.
 */
public final class JsonLines implements AutoCloseable {

  /** A node that looks for rare events in a long log says nothing meanwhile. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final Transport transport;
  private final Supplier<Call> connecting;
  private final Queue<String> lines = new ArrayDeque<>();
  private LineSplitter splitter = new LineSplitter();
  private Optional<ByteFeed> feed = Optional.empty();
  private Deadline deadline;
  private int failures;
  private boolean ended;

  /**
   * @param connecting says what to ask for whenever a connection is made: what was not taken yet
   */
  public JsonLines(Transport transport, Supplier<Call> connecting) {
    this.transport = transport;
    this.connecting = connecting;
    this.deadline = Deadline.in(transport.settings().deadline());
  }

  /**
   * The next value; empty at the end.
   *
   * @throws SillokException if a node refuses or ends with a problem, or none can be reached for
   *     too long
   */
  public Optional<JsonNode> next() {
    while (lines.isEmpty() && !ended) {
      if (feed.isPresent()) {
        read(feed.get());
      } else {
        connect();
      }
    }
    return Optional.ofNullable(lines.poll()).map(Json::read).map(LateProblem::unlessIn);
  }

  /** Ends it before its end. */
  @Override
  public void close() {
    ended = true;
    lines.clear();
    feed.ifPresent(ByteFeed::close);
  }

  private void connect() {
    switch (transport.open(connecting.get().header("Accept", "application/x-ndjson"), SILENCE)) {
      case Success<ByteFeed>(var opened) -> {
        feed = Optional.of(opened);
        splitter = new LineSplitter();
      }
      case Failure<ByteFeed> failure -> failed(failure.reason(), failure.pause());
    }
  }

  private void read(ByteFeed open) {
    try {
      switch (open.take(SILENCE)) {
        case Piece.Bytes(var buffers) -> split(buffers);
        case Piece.End end when splitter.isBetweenLines() -> ended = true;
        case Piece.End end -> lost(open, "it ended within a line", null);
        case Piece.Broken(Throwable cause) -> lost(open, cause.toString(), cause);
        case Piece.Nothing nothing -> lost(open, "nothing came for " + SILENCE, null);
      }
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
  }

  private void split(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      splitter.take(buffer, lines::add);
    }
    if (!lines.isEmpty()) {
      failures = 0;
      deadline = Deadline.in(transport.settings().deadline());
    }
  }

  private void lost(ByteFeed open, String why, @Nullable Throwable cause) {
    transport.moveOnFrom(open);
    open.close();
    feed = Optional.empty();
    failed(UnreachableException.lost(why, cause), Duration.ZERO);
  }

  private void failed(SillokException reason, Duration wait) {
    failures++;
    Duration backoff = transport.settings().backoff().after(failures, ThreadLocalRandom.current());
    Duration pause = wait.plus(backoff);
    if (!reason.retryable() || deadline.left().compareTo(pause) <= 0) {
      throw reason;
    }
    Transport.pause(pause);
  }
}
