package io.sillok.client.http;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.Problem;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.failure.UnreachableException;
import io.sillok.client.failure.UntrustedNodeException;
import io.sillok.client.http.Outcome.Failure;
import io.sillok.client.http.Outcome.Success;
import io.sillok.client.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Brings calls to the nodes. Thread-safe. */
public final class Transport implements AutoCloseable {

  private static final Set<String> ONE_NODES_OWN =
      Set.of("stopping", "not-ready", "too-many-connections", "http-502");

  private final Nodes nodes;
  private final Settings settings;
  private final HttpClient http;
  private final boolean ours;
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param ours whether {@code http} is closed with this
   */
  public Transport(Nodes nodes, Settings settings, HttpClient http, boolean ours) {
    this.nodes = nodes;
    this.settings = settings;
    this.http = http;
    this.ours = ours;
  }

  public Settings settings() {
    return settings;
  }

  /**
   * What a node answers, once one does.
   *
   * @throws SillokException when trying again cannot help, or the deadline is over
   */
  public Answer send(Call call) {
    Deadline deadline = Deadline.in(settings.deadline().plus(call.heldBack()));
    Retries retries =
        new Retries(nodes.count(), settings.backoff(), deadline, ThreadLocalRandom.current());
    while (true) {
      switch (answer(call, deadline)) {
        case Success<Answer>(var answer) -> {
          return answer;
        }
        case Failure<Answer> failure -> pause(retries.waitAfter(failure));
      }
    }
  }

  /**
   * Asks one node for an answer that goes on. Tries once; the next try asks the next node.
   *
   * @param within the answer must have begun, if that is less than an answer may take
   */
  public Outcome<ByteFeed> open(Call call, Duration within) {
    URI node = nodes.current();
    BodyHandler<Opened> handler =
        info ->
            info.statusCode() == 200
                ? BodySubscribers.mapping(new ByteFeed(node), Opened.Going::new)
                : BodySubscribers.mapping(
                    BodySubscribers.ofByteArray(),
                    body -> new Opened.Other(problem(info.statusCode(), info.headers(), body)));
    Duration patience = Deadline.in(within).atMost(settings.answerWithin());
    try {
      HttpResponse<Opened> response = exchange(node, call, handler, patience);
      return switch (response.body()) {
        case Opened.Going(var feed) -> new Success<>(feed);
        case Opened.Other(var problem) -> refused(node, problem);
      };
    } catch (UnreachableException | UntrustedNodeException unreachable) {
      return unreachable(node, unreachable);
    }
  }

  /** Has the next node asked, for this answer has broken off or fallen silent. */
  public void moveOnFrom(ByteFeed lost) {
    nodes.moveOnFrom(lost.node());
  }

  /** Waits; an interruption ends it. */
  public static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
  }

  /** Has {@code stop} run when this is closed, unless {@link #forget} comes before. */
  public void keep(Runnable stop) {
    requireOpen();
    running.add(stop);
  }

  public void forget(Runnable stop) {
    running.remove(stop);
  }

  /** Stops all that runs over this, and then the connections. */
  @Override
  public void close() {
    running.forEach(Runnable::run);
    closed = true;
    if (ours) {
      http.shutdownNow();
    }
  }

  private Outcome<Answer> answer(Call call, Deadline deadline) {
    URI node = nodes.current();
    try {
      Duration within = deadline.atMost(settings.answerWithin().plus(call.heldBack()));
      HttpResponse<byte[]> response = exchange(node, call, BodyHandlers.ofByteArray(), within);
      return response.statusCode() / 100 == 2
          ? new Success<>(new Answer(response.statusCode(), response.body()))
          : refused(node, problem(response.statusCode(), response.headers(), response.body()));
    } catch (UnreachableException | UntrustedNodeException unreachable) {
      return unreachable(node, unreachable);
    }
  }

  private <T> Outcome<T> unreachable(URI node, SillokException reason) {
    nodes.moveOnFrom(node);
    return new Failure<>(reason, true, Duration.ZERO);
  }

  private <T> Outcome<T> refused(URI node, Problem problem) {
    boolean elsewhere = ONE_NODES_OWN.contains(problem.code());
    if (elsewhere) {
      nodes.moveOnFrom(node);
    }
    Duration pause = problem.retryAfter().orElse(Duration.ZERO);
    return new Failure<>(ProblemException.of(problem), elsewhere, pause);
  }

  private static Problem problem(int status, HttpHeaders headers, byte[] body) {
    Optional<Duration> pause =
        headers.firstValue("Retry-After").flatMap(text -> RetryAfter.parse(text, Instant.now()));
    try {
      return Problem.of(status, Json.read(body), pause);
    } catch (UnexpectedAnswerException notOfANode) {
      return Problem.of(status, MissingNode.getInstance(), pause);
    }
  }

  /** The JDK's own time-out ends with the head of a response; this one counts its body, too. */
  private <T> HttpResponse<T> exchange(
      URI node, Call call, BodyHandler<T> handler, Duration within) {
    requireOpen();
    CompletableFuture<HttpResponse<T>> response =
        http.sendAsync(call.request(node, settings.headers()), handler);
    try {
      return response.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      abandon(response);
      throw UnreachableException.silent(node, within, silent);
    } catch (InterruptedException interrupted) {
      abandon(response);
      throw InterruptedCallException.restoring(interrupted);
    } catch (ExecutionException failure) {
      requireOpen();
      if (failure.getCause() instanceof SSLException untrusted) {
        throw UntrustedNodeException.of(node, untrusted);
      }
      if (failure.getCause() instanceof IOException broken) {
        throw UnreachableException.broken(node, broken);
      }
      throw new UnexpectedAnswerException("The request failed: " + failure.getCause(), failure);
    }
  }

  /** Also where the answer has come at this very moment. */
  private static <T> void abandon(CompletableFuture<HttpResponse<T>> response) {
    boolean tooLate = !response.cancel(true);
    if (tooLate
        && !response.isCompletedExceptionally()
        && response.join().body() instanceof Opened.Going(ByteFeed feed)) {
      feed.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The client is closed; connect another one");
    }
  }

  /** The body of an answer. */
  private sealed interface Opened {

    /** It goes on. */
    record Going(ByteFeed feed) implements Opened {}

    /** It is all there, and something else than was asked for. */
    record Other(Problem problem) implements Opened {}
  }
}
