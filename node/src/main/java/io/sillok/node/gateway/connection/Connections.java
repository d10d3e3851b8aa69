package io.sillok.node.gateway.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.IncomingConnection;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/**
 * Takes clients' connections in, on a thread of its own: Pekko asks for one after the other, so
 * where that waits behind all that requests give to do, a new connection waits for seconds.
 */
public final class Connections {

  private static final Logger LOGGER = LoggerFactory.getLogger(Connections.class);
  private static final String DISPATCHER = "sillok.gateway.accept-dispatcher";

  /** Beyond the most; whoever looks after the node is served there, and others are sent away. */
  private static final int RESERVED = 64;

  /** Nobody keeps one of those for longer without a request. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  private static final String DELAY = "pekko.http.server.stream-cancellation-delay";

  private final ActorSystem<?> system;
  private final int most;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> beyond;
  private final OpenConnections open = new OpenConnections();
  private final AtomicInteger ordinary = new AtomicInteger();
  private final Attributes ends;
  private final CompletionStage<ServerBinding> binding;
  private final CompletableFuture<Done> closed;

  /**
   * Listens.
   *
   * @param most so many may be open at the same time, and {@value #RESERVED} more
   * @param handler answers a request
   * @param beyond the same over one of those that are more
   */
  public Connections(
      ActorSystem<?> system,
      ServerBuilder server,
      int most,
      Function<HttpRequest, CompletionStage<HttpResponse>> handler,
      Function<HttpRequest, CompletionStage<HttpResponse>> beyond) {
    this.system = system;
    this.most = most;
    this.handler = handler;
    this.beyond = beyond;
    ends = ends(system.settings().config().getDuration(DELAY));
    Pair<CompletionStage<ServerBinding>, CompletionStage<Done>> running =
        server
            .connectionSource()
            .mapAsyncUnordered(most + RESERVED, this::serve)
            .toMat(Sink.ignore(), Keep.both())
            .withAttributes(ActorAttributes.dispatcher(DISPATCHER))
            .run(system);
    binding = running.first();
    closed =
        running
            .second()
            .whenComplete((done, failure) -> {
              if (failure != null && isBound()) {
                LOGGER.error("No more connections are taken in", failure);
              }
            })
            .toCompletableFuture();
  }

  /**
   * What ends a connection from one side is not to overtake what the other has to send, such as why
   * TLS refuses a client. Pekko does the same where it handles connections by itself.
   */
  private static Attributes ends(Duration delay) {
    return Attributes.none()
        .and(
            new Attributes.CancellationStrategy(
                Attributes.cancellationStrategyAfterDelay(
                    FiniteDuration.create(delay.toMillis(), TimeUnit.MILLISECONDS),
                    Attributes.cancellationStrategyFailStage())));
  }

  /** Completes when it listens; fails if it cannot. */
  public CompletionStage<ServerBinding> binding() {
    return binding;
  }

  /** Completes when the connection takes no more requests and has answered all. */
  private CompletionStage<Done> serve(IncomingConnection connection) {
    if (ordinary.incrementAndGet() > most) {
      ordinary.decrementAndGet();
      return serve(connection, connection.flow().idleTimeout(SILENT), beyond);
    }
    return serve(connection, connection.flow(), handler)
        .whenComplete((done, none) -> ordinary.decrementAndGet());
  }

  private CompletionStage<Done> serve(
      IncomingConnection connection,
      Flow<HttpResponse, HttpRequest, NotUsed> requests,
      Function<HttpRequest, CompletionStage<HttpResponse>> by) {
    try {
      return Flow.fromGraph(new Answering(by, open))
          .watchTermination(Keep.right())
          .joinMat(requests, Keep.left())
          .addAttributes(ends)
          .run(system)
          .exceptionally(broken -> Done.getInstance());
    } catch (RuntimeException failure) {
      LOGGER.error("A connection of {} is not served", connection.remoteAddress(), failure);
      return CompletableFuture.completedFuture(Done.getInstance());
    }
  }

  /**
   * Closes those that are open. To be called when no more are taken in, and each request is
   * answered in such a way that its client closes the connection.
   *
   * @param asking so long idle ones are left open: a request that is on its way would find the
   *     connection closed, and its client could not know what has become of it
   * @param within what is not answered by then is told that the node stops
   * @return completes when all answers are handed over to be sent, at the latest after {@code
   *     asking} and twice {@code within}
   */
  public CompletionStage<Done> close(Duration asking, Duration within) {
    return closed(asking)
        .exceptionally(broken -> Done.getInstance())
        .thenCompose(done -> end(within));
  }

  private CompletionStage<Done> end(Duration within) {
    open.end(Ending.WHEN_ANSWERED);
    return closed
        .copy()
        .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(late -> {
          open.end(Ending.NOW);
          return closed(within);
        });
  }

  private CompletableFuture<Done> closed(Duration atMost) {
    return closed
        .copy()
        .completeOnTimeout(Done.getInstance(), atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isBound() {
    CompletableFuture<ServerBinding> bound = binding.toCompletableFuture();
    return bound.isDone() && !bound.isCompletedExceptionally();
  }
}
