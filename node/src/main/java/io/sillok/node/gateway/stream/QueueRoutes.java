package io.sillok.node.gateway.stream;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.Queues;
import io.sillok.protocol.event.EventKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Queues: what there are, and how they stand. */
final class QueueRoutes {

  static final String QUEUES = "/v1/streams/{stream}/queues";
  static final String QUEUE = QUEUES + "/{queue}";

  private final Queues queues;
  private final StreamLookup lookup;
  private final Downstreams downstreams;
  private final BodyReader bodies;
  private final InstantSource clock;

  /**
   * @param downstreams knows the queues that are not for others
   */
  QueueRoutes(
      Queues queues,
      StreamLookup lookup,
      Downstreams downstreams,
      BodyReader bodies,
      InstantSource clock) {
    this.queues = queues;
    this.downstreams = downstreams;
    this.lookup = lookup;
    this.bodies = bodies;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(QUEUES, this::list),
        Route.get(QUEUE, this::describe),
        Route.put(QUEUE, this::define),
        Route.delete(QUEUE, this::delete));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return lookup.stream(request)
        .thenCompose(stream -> queues.of(stream.name()))
        .thenCompose(all -> {
          List<CompletableFuture<QueueStanding>> standings =
              all.stream().map(each -> queues.standing(each).toCompletableFuture()).toList();
          return CompletableFuture.allOf(standings.toArray(CompletableFuture<?>[]::new))
              .thenApply(done -> standings.stream().map(CompletableFuture::join).toList());
        })
        .thenApply(all -> Response.json(QueueJson.list(all, clock.instant()), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    return queue(queues, lookup, request).thenCompose(queue -> described(200, queue));
  }

  private CompletionStage<HttpResponse> described(int status, QueueDefinition queue) {
    return queues
        .standing(queue)
        .thenApply(standing ->
            Response.of(
                status,
                ContentTypes.APPLICATION_JSON,
                QueueJson.description(standing, clock.instant()).bytes(),
                Response.NO_STORE));
  }

  /** Refuses a queue that nodes work at themselves. */
  static void requireOpen(Downstreams downstreams, Request request) {
    String stream = request.segment("stream");
    String queue = request.segment("queue");
    if (downstreams.isAtWork(stream, queue)) {
      throw QueueProblems.worked(stream, queue).asRefusal();
    }
  }

  /** The queue of the path; the stage fails with a refusal if there is none. */
  static CompletionStage<QueueDefinition> queue(
      Queues queues, StreamLookup lookup, Request request) {
    String name = ReaderNames.of(request, "queue");
    return lookup.stream(request)
        .thenCompose(stream -> queues.find(stream.name(), name))
        .thenApply(found ->
            found.orElseThrow(
                () -> QueueProblems.unknown(request.segment("stream"), name).asRefusal()));
  }

  private CompletionStage<HttpResponse> define(Request request) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    String name = ReaderNames.of(request, "queue");
    if (Downstreams.isReserved(request.segment("stream"), name)) {
      throw QueueProblems.worked(request.segment("stream"), name).asRefusal();
    }
    return bodies
        .read(request.http())
        .thenApply(QueueBodies::definition)
        .thenCompose(
            wanted -> lookup.stream(request).thenCompose(stream -> define(stream, name, wanted)));
  }

  private CompletionStage<HttpResponse> define(
      StreamDefinition stream, String name, QueueBodies.Wanted wanted) {
    QueueWish wish = wanted.wish();
    wish.filter().ifPresent(filter -> Filters.check(filter, stream));
    if (wish.ordered().equals(Optional.of(Ordering.KEY)) && stream.kind() == EventKind.UNKEYED) {
      throw QueueProblems.noKey(stream.name()).asRefusal();
    }
    return queues
        .find(stream.name(), name)
        .thenCompose(present -> start(stream, wanted.from(), present))
        .thenCompose(start -> queues.define(stream, name, wish, start))
        .thenCompose(defined -> described(defined.created() ? 201 : 200, defined.queue()));
  }

  /** Where it is to begin; checked even if there is one, which goes on where it is. */
  private CompletionStage<StreamPosition> start(
      StreamDefinition stream, String from, Optional<QueueDefinition> present) {
    if (present.isEmpty() && stream instanceof Declared declared && declared.isRetired()) {
      throw StreamProblems.retired(stream.name()).asRefusal();
    }
    return lookup.place(stream, "Field from", from);
  }

  private CompletionStage<HttpResponse> delete(Request request) {
    RequestHeaders.requireSameOrigin(request);
    String name = ReaderNames.of(request, "queue");
    requireOpen(downstreams, request);
    return lookup.stream(request)
        .thenCompose(stream -> queues.delete(stream.name(), name))
        .thenApply(deleted -> {
          if (!deleted) {
            throw QueueProblems.unknown(request.segment("stream"), name).asRefusal();
          }
          return Response.empty(204);
        });
  }
}
